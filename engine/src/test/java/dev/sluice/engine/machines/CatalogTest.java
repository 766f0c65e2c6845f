package dev.sluice.engine.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.Ids;
import dev.sluice.core.Refused;
import dev.sluice.engine.Machine;
import dev.sluice.engine.Page;
import dev.sluice.journal.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
    private static final String ARN = "arn:aws:states:us-east-1:000000000000:stateMachine:m";

    @TempDir
    Path directory;

    private Database database;
    private Catalog catalog;

    @BeforeEach
    void open() {
        List<String> schema = new ArrayList<>(Catalog.SCHEMA);
        schema.add("CREATE TABLE activity (arn TEXT)");
        database = Database.open(directory.resolve("catalog.db"), schema);
        catalog = new Catalog(
                database,
                new Catalog.Surroundings(
                        "000000000000", "us-east-1", InstantSource.system(), Ids.random(), new Random(1)),
                arn -> {
                    throw new Refused("ExecutionDoesNotExist", arn);
                });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void the_same_create_again_is_answered_and_another_of_the_name_refused() {
        Machine.Created first = create("1");
        assertThat(create("1")).isEqualTo(first);
        assertThatThrownBy(() -> create("2")).hasMessage("State Machine Already Exists: '" + ARN + "'");
    }

    @Test
    void an_update_makes_a_revision_only_where_something_changes() {
        create("1");
        assertThat(update("1", false).revisionId()).isNull();
        String revision = update("2", false).revisionId();
        assertThat(revision).isNotNull();
        assertThat(update("2", false).revisionId()).isEqualTo(revision);
        assertThat(catalog.describe(ARN).settings().definition()).contains("\"2\"");
    }

    @Test
    void what_was_started_keeps_its_revision() {
        create("1");
        Revision before = catalog.target(ARN).revision();
        update("2", false);
        assertThat(catalog.target(ARN).revision().number()).isNotEqualTo(before.number());
        assertThat(catalog.revision(before.number()).settings().definition()).contains("\"1\"");
    }

    @Test
    void versions_are_numbered_on_and_published_once_for_each_revision() {
        create("1");
        assertThat(catalog.publish(ARN, null, null).versionArn()).isEqualTo(ARN + ":1");
        assertThat(catalog.publish(ARN, null, null).versionArn()).isEqualTo(ARN + ":1");
        assertThat(update("2", true).versionArn()).isEqualTo(ARN + ":2");
        catalog.deleteVersion(ARN + ":2");
        update("3", false);
        assertThat(catalog.publish(ARN, null, "third").versionArn()).isEqualTo(ARN + ":3");
        assertThat(catalog.versions(ARN, Page.Request.FIRST).items())
                .extracting(Machine.Version::arn)
                .containsExactly(ARN + ":3", ARN + ":1");
        assertThat(catalog.describe(ARN + ":3").description()).isEqualTo("third");
    }

    @Test
    void an_alias_divides_its_starts_and_holds_its_versions() {
        create("1");
        catalog.publish(ARN, null, null);
        update("2", true);
        Machine.Alias alias = catalog.createAlias(
                "live", null, List.of(new Machine.Route(ARN + ":1", 30), new Machine.Route(ARN + ":2", 70)));
        int first = 0;
        for (int i = 0; i < 1_000; i++) {
            if ((ARN + ":1").equals(catalog.target(alias.arn()).versionArn())) first++;
        }
        assertThat(first).isBetween(250, 350);
        assertThatThrownBy(() -> catalog.deleteVersion(ARN + ":1"))
                .hasMessageEndingWith("Current list of aliases referencing this version: [live]");
    }

    @Test
    void routes_that_do_not_add_up_are_refused() {
        create("1");
        catalog.publish(ARN, null, null);
        assertThatThrownBy(() -> catalog.createAlias("a", null, List.of(new Machine.Route(ARN + ":1", 99))))
                .hasMessage("Sum of routing configuration weights must equal 100. Received: [99]");
        assertThatThrownBy(() -> catalog.createAlias("a", null, List.of(new Machine.Route(ARN, 100))))
                .hasMessage("Routing configuration must contain state machine version ARNs. Received: [" + ARN + "]");
    }

    @Test
    void a_deleted_machine_is_gone_with_its_versions_and_tags() {
        create("1");
        catalog.publish(ARN, null, null);
        catalog.tag(ARN, Map.of("k", "v"));
        assertThat(catalog.tags(ARN)).containsEntry("k", "v");
        catalog.delete(ARN);
        catalog.delete(ARN);
        assertThatThrownBy(() -> catalog.target(ARN)).hasMessage("State Machine Does Not Exist: '" + ARN + "'");
        assertThatThrownBy(() -> catalog.tags(ARN)).isInstanceOf(Refused.class);
    }

    @Test
    void names_and_arns_that_aws_would_refuse_are_refused() {
        assertThatThrownBy(() -> Names.checked("a b")).hasMessage("Invalid Name: 'a b'");
        assertThatThrownBy(() -> Names.checked("x".repeat(81))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> catalog.target("nonsense")).hasMessage("Invalid Arn: 'Invalid ARN prefix: nonsense'");
        assertThatThrownBy(() -> Names.arn("arn:aws:states:r:a:express:m:n", "execution"))
                .hasMessage("Invalid Arn: 'Resource type not valid in this context: express'");
    }

    private Machine.Created create(String result) {
        return catalog.create(new Machine.Create(
                "m",
                Machine.Type.STANDARD,
                new Machine.Settings(definition(result), "role", Machine.Logging.OFF, false, null),
                false,
                null,
                Map.of()));
    }

    private Machine.Updated update(String result, boolean publish) {
        return catalog.update(new Machine.Update(ARN, definition(result), null, null, null, null, publish, null));
    }

    private static String definition(String result) {
        return "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Result\":\"" + result + "\",\"End\":true}}}";
    }
}
