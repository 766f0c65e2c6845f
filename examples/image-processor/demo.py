"""Brings up the article's image pipeline on a running Sluice and sends photographs through it.

Everything goes over the wire with boto3, as it would to AWS. Where the server is and which keys it takes come from
the environment: see `./sluice env`.
"""
import http.server
import io
import json
import os
import sys
import threading
import time
import zipfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

import photographs

HERE = os.path.dirname(os.path.abspath(__file__))
BUCKET = "my-image-processor-bucket"
MACHINE = "image-processor"
TABLE = "image-processing"
TOPICS = ["image-processing-success", "image-processing-errors"]
DEADLINE_SECONDS = 120


def client(service):
    return boto3.client(service, endpoint_url=os.environ["AWS_ENDPOINT_URL"],
                        config=Config(retries={"max_attempts": 3}, s3={"addressing_style": "path"}))


s3, lambda_, sfn, sns, dynamodb, sts = (client(name) for name in ("s3", "lambda", "stepfunctions", "sns", "dynamodb", "sts"))
ACCOUNT = sts.get_caller_identity()["Account"]
REGION = s3.meta.region_name


class Subscriber(http.server.BaseHTTPRequestHandler):
    """A web hook: confirms its subscription and keeps what it is told."""

    messages = []

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if body["Type"] == "SubscriptionConfirmation":
            sns.confirm_subscription(TopicArn=body["TopicArn"], Token=body["Token"])
        else:
            Subscriber.messages.append(body)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def read(*path):
    with open(os.path.join(HERE, *path), encoding="utf-8") as file:
        return file.read()


def filled_in(text):
    """The article leaves region and account for the reader to fill in."""
    return text.replace(":region:account:", ":%s:%s:" % (REGION, ACCOUNT))


def unless_there(call, **arguments):
    try:
        return call(**arguments)
    except ClientError as error:
        known = ("ResourceConflictException", "ResourceInUseException", "BucketAlreadyOwnedByYou")
        if error.response["Error"]["Code"] not in known:
            raise


def create_function(name, folder):
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", read("functions", folder, "app.py"))
    unless_there(lambda_.create_function, FunctionName=name, Runtime="python3.9", Handler="app.lambda_handler",
                 Role="arn:aws:iam::%s:role/image-processor" % ACCOUNT, Timeout=30, MemorySize=1024,
                 Code={"ZipFile": package.getvalue()})


def deploy():
    unless_there(s3.create_bucket, Bucket=BUCKET)
    create_function("validate-image", "validate")
    create_function("resize-image", "resize")
    definition = filled_in(read("statemachine", "definition.asl.json"))
    arn = "arn:aws:states:%s:%s:stateMachine:%s" % (REGION, ACCOUNT, MACHINE)
    try:
        sfn.update_state_machine(stateMachineArn=arn, definition=definition)
    except sfn.exceptions.StateMachineDoesNotExist:
        sfn.create_state_machine(name=MACHINE, definition=definition,
                                 roleArn="arn:aws:iam::%s:role/image-processor" % ACCOUNT)
    notification = json.loads(filled_in(read("notification.json")))
    # The article watches the whole bucket, so its own results would set it off again; raw/ is what users upload to.
    notification["LambdaFunctionConfigurations"][0]["Filter"] = {
        "Key": {"FilterRules": [{"Name": "prefix", "Value": "raw/"}]}}
    s3.put_bucket_notification_configuration(Bucket=BUCKET, NotificationConfiguration=notification)
    return arn


def subscribe():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Subscriber)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for topic in TOPICS:
        arn = sns.create_topic(Name=topic)["TopicArn"]
        sns.subscribe(TopicArn=arn, Protocol="http", Endpoint="http://127.0.0.1:%d/" % server.server_port)
    wait_for(lambda: all(len(confirmed(topic)) > 0 for topic in TOPICS), "the subscriptions to be confirmed")


def confirmed(topic):
    arn = "arn:aws:sns:%s:%s:%s" % (REGION, ACCOUNT, topic)
    return [s for s in sns.list_subscriptions_by_topic(TopicArn=arn)["Subscriptions"]
            if s["SubscriptionArn"].startswith("arn:")]


def wait_for(condition, what):
    deadline = time.time() + DEADLINE_SECONDS
    while not condition():
        if time.time() > deadline:
            sys.exit("gave up waiting for %s" % what)
        time.sleep(0.05)


def uploads():
    """Name and content of everything that is sent: photographs, half a photograph, and a text that claims to be one."""
    photos = photographs.collect(os.environ.get("SLUICE_PHOTOS", os.path.join(HERE, ".photographs")))
    for path in photos:
        with open(path, "rb") as file:
            yield os.path.basename(path), file.read()
    yield "half-a-photograph.jpg", photographs.truncated(photos[0])
    yield "notes.jpg", b"This is a text that somebody named .jpg.\n"


def executions(machine, since):
    pages = sfn.get_paginator("list_executions").paginate(stateMachineArn=machine)
    found = {}
    for page in pages:
        for execution in page["executions"]:
            if execution["startDate"].timestamp() < since:
                continue
            described = sfn.describe_execution(executionArn=execution["executionArn"])
            found[json.loads(described["input"])["key"]] = described
    return found


def states_passed(arn):
    pages = sfn.get_paginator("get_execution_history").paginate(executionArn=arn)
    return [event["stateEnteredEventDetails"]["name"] for page in pages for event in page["events"]
            if "stateEnteredEventDetails" in event]


def result(prefix, key):
    try:
        head = s3.head_object(Bucket=BUCKET, Key=prefix + key)
    except ClientError:
        return None
    from PIL import Image
    body = s3.get_object(Bucket=BUCKET, Key=prefix + key)["Body"].read()
    return "%s %dx%d, %s" % ((prefix + key,) + Image.open(io.BytesIO(body)).size + (size(head["ContentLength"]),))


def size(count):
    return "%.0f KB" % (count / 1024) if count >= 1024 else "%d B" % count


def report(name, content, execution, seconds):
    key = "raw/" + name
    print("\n%s (%s): %s in %.1f s" % (name, size(len(content)), execution["status"], seconds))
    print("  states        " + " > ".join(states_passed(execution["executionArn"])))
    if execution["status"] != "SUCCEEDED":
        print("  error         %s: %s" % (execution.get("error"), execution.get("cause", "")[:160]))
    for prefix in ("resized/", "filtered/", "optimized/"):
        text = result(prefix, key)
        if text:
            print("  result        " + text)
    before, after = head_size("resized/" + key), head_size("optimized/" + key)
    if before and after:
        print("  saved         %s of %s by optimising" % (size(before - after), size(before)))
    error = None
    for item in records_of(key):
        told = {name: list(value.values())[0] for name, value in item.items()}
        error = told.get("error")
        print("  record        " + ", ".join("%s %s" % (name, told[name]) for name in (
            "status", "error", "savedBytes", "recordedAt") if name in told))
    for message in Subscriber.messages:
        if key in message["Message"] or (error and error in message["Message"]):
            print("  notification  %s: %s" % (message.get("Subject"), message["Message"][:160]))


def head_size(key):
    try:
        return s3.head_object(Bucket=BUCKET, Key=key)["ContentLength"]
    except ClientError:
        return None


def records_of(key):
    try:
        pages = list(dynamodb.get_paginator("scan").paginate(TableName=TABLE))
    except dynamodb.exceptions.ResourceNotFoundException:
        return []  # the first upload makes the table
    items = [item for page in pages for item in page["Items"] if item.get("imageKey", {}).get("S") == key]
    return sorted(items, key=lambda item: item["recordedAt"]["S"])[-1:]


def main():
    machine = deploy()
    subscribe()
    print("The article's pipeline is up: bucket %s, state machine %s." % (BUCKET, MACHINE))
    started = time.time()
    sent = dict(uploads())
    for name, content in sent.items():
        s3.put_object(Bucket=BUCKET, Key="raw/" + name, Body=content)
    print("Uploaded %d files to %s/raw/ …" % (len(sent), BUCKET))
    ended = lambda: {k: e for k, e in executions(machine, started - 1).items() if e["status"] != "RUNNING"}
    wait_for(lambda: len(ended()) >= len(sent), "%d executions to end" % len(sent))
    wait_for(lambda: all(records_of("raw/" + name) for name in sent), "every upload to be on record")
    done = ended()
    for name, content in sent.items():
        execution = done["raw/" + name]
        report(name, content, execution, (execution["stopDate"] - execution["startDate"]).total_seconds())
    print("\nSent %d files; %d executions succeeded, %d failed." % (
        len(sent), sum(e["status"] == "SUCCEEDED" for e in done.values()),
        sum(e["status"] != "SUCCEEDED" for e in done.values())))


if __name__ == "__main__":
    main()
