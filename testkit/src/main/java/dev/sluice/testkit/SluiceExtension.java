package dev.sluice.testkit;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands tests their machine: `void test(@Definition("pipeline.asl.json") Machine machine)`.
///
/// Needs JUnit 5 beside this library; all else in it does not.
public final class SluiceExtension implements ParameterResolver {
    /// JUnit makes it.
    public SluiceExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(Definition.class)
                && parameter.getParameter().getType().equals(Machine.class);
    }

    @Override
    public Machine resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Definition definition = parameter
                .findAnnotation(Definition.class)
                .orElseThrow(() -> new ParameterResolutionException("no @Definition"));
        Machine machine = Machine.of(Path.of(definition.value()));
        if (definition.mocks().isEmpty()) return machine;
        MockFile mocks = MockFile.of(Path.of(definition.mocks()));
        String name = only(definition.machine(), mocks.machines(), "machine");
        return machine.tasks(mocks.scripts(name, only(definition.testCase(), mocks.cases(name), "testCase")));
    }

    private static String only(String given, List<String> choice, String what) {
        if (!given.isEmpty()) return given;
        if (choice.size() == 1) return choice.getFirst();
        throw new ParameterResolutionException("@Definition needs a " + what + ", one of " + choice);
    }
}
