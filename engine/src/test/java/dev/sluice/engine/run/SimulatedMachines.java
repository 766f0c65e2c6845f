package dev.sluice.engine.run;

import java.util.List;

/// Machines that wait, call, retry, catch and branch, so that a crash finds an execution in every kind of place.
final class SimulatedMachines {
    private static final String TASK =
            "'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f','TimeoutSeconds':20,"
                    + "'Retry':[{'ErrorEquals':['States.ALL'],'IntervalSeconds':2,'MaxAttempts':2}],"
                    + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Caught'}]";
    private static final String CAUGHT = "'Caught':{'Type':'Pass','End':true}";

    static final List<String> DEFINITIONS = List.of(
            json("{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Pass','End':true}}}"),
            json(
                    "{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':3,'Next':'V'},'V':{'Type':'Wait','Seconds':1000,'End':true}}}"),
            json("{'StartAt':'T','States':{'T':{" + TASK + ",'Next':'U'},'U':{" + TASK + ",'End':true}," + CAUGHT
                    + "}}"),
            json("{'StartAt':'P','States':{'P':{'Type':'Parallel','Branches':[{'StartAt':'X','States':{'X':{" + TASK
                    + ",'End':true}," + CAUGHT
                    + "}},{'StartAt':'Y','States':{'Y':{'Type':'Wait','Seconds':7,'End':true}}}],'End':true}}}"),
            json(
                    "{'StartAt':'I','States':{'I':{'Type':'Pass','Result':[1,2,3],'Next':'M'},'M':{'Type':'Map','MaxConcurrency':2,"
                            + "'ItemProcessor':{'StartAt':'T','States':{'T':{" + TASK + ",'End':true}," + CAUGHT
                            + "}},'End':true}}}"));

    private SimulatedMachines() {}

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
