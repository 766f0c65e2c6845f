package dev.sluice.server.tasks;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A service as integrations call it: by two families of names, with two families of error texts.
///
/// @param sdkName in `aws-sdk:NAME:operation`
/// @param model the gateway's name of it
/// @param sdkError what precedes the dot in the errors of `aws-sdk:` integrations
/// @param optimizedError the same for optimized ones
/// @param optimizedService the service's name in their causes
/// @param optimizedBase the error where the service answered a code it has no exception for
record SdkService(
        String sdkName,
        String model,
        String sdkError,
        String optimizedError,
        String optimizedService,
        String optimizedBase) {
    private static final List<SdkService> ALL = List.of(
            new SdkService(
                    "dynamodb", "dynamodb", "DynamoDb", "DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException"),
            new SdkService("sns", "sns", "Sns", "SNS", "AmazonSNS", "AmazonSNSException"),
            new SdkService("sqs", "sqs", "Sqs", "SQS", "AmazonSQS", "AmazonSQSException"),
            new SdkService("sfn", "states", "Sfn", "StepFunctions", "AWSStepFunctions", "AWSStepFunctionsException"),
            new SdkService("lambda", "lambda", "Lambda", "Lambda", "AWSLambda", "AWSLambdaException"),
            new SdkService(
                    "eventbridge",
                    "events",
                    "EventBridge",
                    "EventBridge",
                    "AmazonEventBridge",
                    "AmazonEventBridgeException"),
            new SdkService("s3", "s3", "S3", "S3", "S3", "S3Exception"),
            new SdkService("iam", "iam", "Iam", "IAM", "AmazonIdentityManagement", "IamException"),
            new SdkService("sts", "sts", "Sts", "STS", "AWSSecurityTokenService", "StsException"));

    /// The optimized integrations that exist here: what follows `arn:aws:states:::`, and whose operation it is.
    private static final Map<String, String> OPTIMIZED = Map.of(
            "dynamodb",
            "dynamodb",
            "sns",
            "sns",
            "sqs",
            "sqs",
            "events",
            "eventbridge",
            "states",
            "sfn",
            "lambda",
            "lambda");

    static Optional<SdkService> sdk(String sdkName) {
        return ALL.stream().filter(service -> service.sdkName.equals(sdkName)).findFirst();
    }

    static Optional<SdkService> optimized(String name) {
        return Optional.ofNullable(OPTIMIZED.get(name)).flatMap(SdkService::sdk);
    }
}
