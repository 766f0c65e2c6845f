package dev.sluice.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Ids;
import dev.sluice.core.Json;
import dev.sluice.core.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionsTest {
    @TempDir
    Path directory;

    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final List<Functions> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Functions::close);
    }

    @Test
    void a_python_handler_answers_its_event() {
        Functions functions = open();
        create(
                functions,
                "def handler(event, context):\n    return {'twice': event['n'] * 2, 'id': context.function_name}");
        assertThat(Json.write(invoke(functions, "{\"n\":21}").payload())).isEqualTo("{\"twice\":42,\"id\":\"f\"}");
    }

    @Test
    void a_second_event_finds_the_process_warm() {
        Functions functions = open();
        create(functions, "n = 0\ndef handler(event, context):\n    global n\n    n += 1\n    return n");
        invoke(functions, "{}");
        assertThat(invoke(functions, "{}").payload().asInt()).isEqualTo(2);
    }

    @Test
    void an_exception_is_told_by_its_type_message_and_place_in_the_code() {
        Functions functions = open();
        create(functions, "def handler(event, context):\n    raise KeyError('bucket')");
        Invocation.Failed failed = (Invocation.Failed) invoke(functions, "{}");
        assertThat(failed.type()).isEqualTo("KeyError");
        assertThat(failed.message()).isEqualTo("'bucket'");
        assertThat(failed.payload().path("stackTrace").get(0).asString())
                .startsWith("  File \"/var/task/app.py\", line 2, in handler");
    }

    @Test
    void a_handler_that_takes_too_long_is_ended_and_the_next_event_gets_a_new_process() {
        Functions functions = open();
        create(
                functions,
                "import time\ndef handler(event, context):\n    time.sleep(event['seconds'])\n    return 'done'");
        Invocation.Failed failed = (Invocation.Failed) invoke(functions, "{\"seconds\":60}");
        assertThat(failed.type()).isEqualTo("Sandbox.Timedout");
        assertThat(failed.message()).endsWith("Error: Task timed out after 1.00 seconds");
        assertThat(invoke(functions, "{\"seconds\":0}").payload().asString()).isEqualTo("done");
    }

    @Test
    void a_process_that_dies_is_an_exit_error() {
        Functions functions = open();
        create(functions, "import os\ndef handler(event, context):\n    os._exit(7)");
        Invocation.Failed failed = (Invocation.Failed) invoke(functions, "{}");
        assertThat(failed.type()).isEqualTo("Runtime.ExitError");
        assertThat(failed.message()).endsWith("Runtime exited with error: exit status 7");
    }

    @Test
    void code_that_cannot_be_imported_says_so() {
        Functions functions = open();
        create(functions, "import nowhere_to_be_found\ndef handler(event, context):\n    pass");
        Invocation.Failed failed = (Invocation.Failed) invoke(functions, "{}");
        assertThat(failed.type()).isEqualTo("Runtime.ImportModuleError");
        assertThat(failed.message()).contains("Unable to import module 'app': No module named 'nowhere_to_be_found'");
    }

    @Test
    void an_answer_that_is_no_json_is_a_marshal_error() {
        Functions functions = open();
        create(functions, "def handler(event, context):\n    return {1, 2}");
        assertThat(((Invocation.Failed) invoke(functions, "{}")).type()).isEqualTo("Runtime.MarshalError");
    }

    @Test
    void code_sees_neither_the_servers_environment_nor_a_writable_copy_of_itself() {
        Functions functions = open();
        create(functions, """
                import os
                def handler(event, context):
                    try:
                        open(os.path.join(os.environ['LAMBDA_TASK_ROOT'], 'app.py'), 'a').write('#')
                        writable = True
                    except OSError:
                        writable = False
                    return {'writable': writable, 'key': os.environ['AWS_ACCESS_KEY_ID'], 'jvm': 'JAVA_HOME' in os.environ}
                """);
        assertThat(Json.write(invoke(functions, "{}").payload()))
                .isEqualTo("{\"writable\":false,\"key\":\"AKIAFUNCTION\",\"jvm\":false}");
    }

    @Test
    void what_the_code_prints_comes_with_the_answer() {
        Functions functions = open();
        create(functions, "def handler(event, context):\n    raise ValueError('seen in the log')");
        assertThat(invoke(functions, "{}").payload().path("errorType").asString())
                .isEqualTo("ValueError");
    }

    @Test
    void a_built_in_function_is_replaced_by_the_users_own_and_back_again() {
        Functions functions = open();
        assertThat(functions.invoke("greet", bytes("\"x\""), "").payload().asString())
                .isEqualTo("built-in x");
        functions.create("greet", settings(), zip("app.py", "def handler(event, context):\n    return 'mine'"));
        assertThat(functions.invoke("greet", bytes("\"x\""), "").payload().asString())
                .isEqualTo("mine");
        functions.delete("greet");
        assertThat(functions.invoke("greet", bytes("\"x\""), "").payload().asString())
                .isEqualTo("built-in x");
    }

    @Test
    void functions_and_accepted_events_survive_a_restart() throws Exception {
        Functions functions = open();
        create(functions, "def handler(event, context):\n    return event");
        functions.close();
        opened.clear();
        Functions again = open();
        assertThat(again.get("f").settings().handler()).isEqualTo("app.handler");
        again.invokeLater("greet", bytes("\"later\""), "");
        assertThat(calls.poll(10, TimeUnit.SECONDS)).isEqualTo("later");
    }

    @Test
    void a_function_is_found_by_name_partial_arn_and_arn() {
        Functions functions = open();
        for (String name : List.of(
                "greet",
                "000000000000:function:greet",
                "arn:aws:lambda:us-east-1:000000000000:function:greet:$LATEST")) {
            assertThat(functions.get(name).name()).isEqualTo("greet");
        }
    }

    @Test
    void what_cannot_be_run_is_refused_when_it_is_created() throws IOException {
        Functions functions = open();
        assertRefused(
                "InvalidParameterValueException", () -> functions.create("f", settings("ruby3.3"), zip("app.rb", "")));
        assertRefused("InvalidParameterValueException", () -> functions.create("f", settings(), bytes("no zip")));
        assertRefused("InvalidParameterValueException", () -> functions.create("f", settings(), zip("../out.py", "")));
        assertRefused("ResourceNotFoundException", () -> functions.get("f"));
        create(functions, "");
        assertRefused("ResourceConflictException", () -> create(functions, ""));
        assertRefused("InvalidRequestContentException", () -> functions.invoke("f", bytes("{no json"), ""));
        assertThat(Files.exists(directory.resolve("out.py"))).isFalse();
    }

    private static void assertRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private Functions open() {
        BuiltInFunction greet = (event, call) -> {
            calls.add(event.asString());
            return Json.text("built-in " + event.asString());
        };
        Functions functions = Functions.open(
                new FunctionsConfig(
                        directory,
                        "us-east-1",
                        "000000000000",
                        "http://127.0.0.1:1",
                        2,
                        Map.of("greet", greet),
                        (role, name) -> new FunctionsConfig.Keys("AKIAFUNCTION", "secret", "")),
                InstantSource.system(),
                Ids.random());
        opened.add(functions);
        return functions;
    }

    private static void create(Functions functions, String code) {
        functions.create("f", settings(), zip("app.py", code));
    }

    private static FunctionSettings settings() {
        return settings("python3.12");
    }

    private static FunctionSettings settings(String runtime) {
        return new FunctionSettings(runtime, "app.handler", "arn:aws:iam::000000000000:role/r", "", 1, 256, Map.of());
    }

    private static Invocation invoke(Functions functions, String event) {
        return functions.invoke("f", bytes(event), "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(String name, String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes(content));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
