package dev.sluice.asl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.asl.query.InvalidQuery;
import dev.sluice.core.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateMachineTest {
    private static State state(String fields) {
        String definition = "{'StartAt':'S','States':{'S':{" + fields + "}}}";
        return StateMachine.parse(Json.parse(definition.replace('\'', '"')))
                .flow()
                .state("S");
    }

    @Test
    void a_resource_tells_the_kind_of_its_task() {
        TaskResource sync = TaskResource.of("arn:aws:states:::aws-sdk:s3:getObject");
        assertThat(sync.service()).isEqualTo("aws-sdk:s3");
        assertThat(sync.action()).isEqualTo("getObject");
        assertThat(TaskResource.of("arn:aws:states:::states:startExecution.sync:2"))
                .satisfies(start -> {
                    assertThat(start.action()).isEqualTo("startExecution.sync:2");
                    assertThat(start.operation()).isEqualTo("startExecution");
                    assertThat(start.waitsForJob()).isTrue();
                    assertThat(start.waitsForToken()).isFalse();
                });
        assertThat(TaskResource.of("arn:aws:states:us-east-1:1:activity:a").kind())
                .isEqualTo(TaskResource.Kind.ACTIVITY);
        assertThat(TaskResource.of("arn:aws:lambda:us-east-1:1:function:f").kind())
                .isEqualTo(TaskResource.Kind.LAMBDA);
    }

    @Test
    void a_retrier_has_the_defaults_of_the_language() {
        State task = state("'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage','End':true,"
                + "'Retry':[{'ErrorEquals':['A']}]");
        assertThat(task.core().retriers()).containsExactly(new Retrier(List.of("A"), 1, 3, 2.0, null, false));
    }

    @Test
    void parameters_of_a_map_of_old_select_its_items() {
        State.Map map = (State.Map) state("'Type':'Map','End':true,'Parameters':{'v.$':'$$.Map.Item.Value'},"
                + "'Iterator':{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}");
        assertThat(map.itemSelector()).isNotNull();
        assertThat(map.core().data().arguments()).isNull();
        assertThat(map.distributed()).isNull();
    }

    @Test
    void a_state_may_choose_its_own_query_language() {
        assertThat(state("'Type':'Pass','QueryLanguage':'JSONata','Output':'{% 1 %}','End':true")
                        .core()
                        .jsonata())
                .isTrue();
        assertThat(state("'Type':'Pass','End':true").core().data().transparent())
                .isTrue();
    }

    @Test
    void a_broken_expression_is_refused() {
        assertThatThrownBy(() -> state("'Type':'Pass','InputPath':'$[','End':true"))
                .isInstanceOf(InvalidQuery.class);
    }
}
