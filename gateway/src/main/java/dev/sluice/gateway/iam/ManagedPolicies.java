package dev.sluice.gateway.iam;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// AWS's own policies that can be attached here. Each allows what its name says and nothing else.
final class ManagedPolicies {
    private static final String PREFIX = "arn:aws:iam::aws:policy/";

    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("AdministratorAccess", "\"*\""),
            Map.entry("AmazonS3FullAccess", "\"s3:*\""),
            Map.entry("AmazonS3ReadOnlyAccess", "[\"s3:Get*\",\"s3:List*\",\"s3:Describe*\"]"),
            Map.entry("AmazonDynamoDBFullAccess", "\"dynamodb:*\""),
            Map.entry(
                    "AmazonDynamoDBReadOnlyAccess",
                    "[\"dynamodb:BatchGetItem\",\"dynamodb:Describe*\",\"dynamodb:List*\",\"dynamodb:GetItem\","
                            + "\"dynamodb:Query\",\"dynamodb:Scan\",\"dynamodb:PartiQLSelect\"]"),
            Map.entry("AmazonSNSFullAccess", "\"sns:*\""),
            Map.entry("AmazonSQSFullAccess", "\"sqs:*\""),
            Map.entry("AmazonEventBridgeFullAccess", "[\"events:*\",\"schemas:*\",\"scheduler:*\",\"pipes:*\"]"),
            Map.entry("AWSStepFunctionsFullAccess", "\"states:*\""),
            Map.entry("AWSStepFunctionsReadOnlyAccess", "[\"states:List*\",\"states:Describe*\",\"states:Get*\"]"),
            Map.entry("AWSLambda_FullAccess", "\"lambda:*\""),
            Map.entry("service-role/AWSLambdaRole", "\"lambda:InvokeFunction\""),
            Map.entry(
                    "service-role/AWSLambdaBasicExecutionRole",
                    "[\"logs:CreateLogGroup\",\"logs:CreateLogStream\",\"logs:PutLogEvents\"]"),
            Map.entry("CloudWatchLogsFullAccess", "\"logs:*\""),
            Map.entry(
                    "AWSXRayDaemonWriteAccess",
                    "[\"xray:PutTraceSegments\",\"xray:PutTelemetryRecords\",\"xray:GetSampling*\"]"));

    private ManagedPolicies() {}

    /// The ARNs of all that are known here.
    static Stream<String> arns() {
        return ACTIONS.keySet().stream().map(PREFIX::concat);
    }

    /// The document of a policy of AWS's, if it is one of those known here.
    static Optional<String> document(String arn) {
        if (!arn.startsWith(PREFIX)) return Optional.empty();
        return Optional.ofNullable(ACTIONS.get(arn.substring(PREFIX.length())))
                .map(actions -> "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":" + actions
                        + ",\"Resource\":\"*\"}]}");
    }
}
