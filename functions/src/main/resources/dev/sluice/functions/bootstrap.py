"""Connects a Python handler to the Lambda Runtime API (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html)."""
import decimal
import http.client
import importlib
import importlib.util
import json
import os
import sys
import time
import traceback

API = os.environ["AWS_LAMBDA_RUNTIME_API"]
ROOT = os.environ["LAMBDA_TASK_ROOT"]
VERSION = "/2018-06-01/runtime"


class Context:
    """What a handler gets as its second argument."""

    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.client_context = None
        self.identity = None
        self._deadline_millis = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_millis - int(time.time() * 1000))


def call(method, path, body=None):
    connection = http.client.HTTPConnection(API)
    try:
        connection.request(method, VERSION + path, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.headers, response.read()
    finally:
        connection.close()


def frames(error):
    # Lambda shows the code below /var/task and leaves its own runtime out.
    kept = [f for f in traceback.extract_tb(error.__traceback__) if f.filename != __file__]
    lines = traceback.format_list(kept)
    return [line.replace(ROOT, "/var/task").replace(os.path.realpath(ROOT), "/var/task") for line in lines]


def described(error, request_id):
    return json.dumps({
        "errorMessage": str(error),
        "errorType": type(error).__name__,
        "requestId": request_id,
        "stackTrace": frames(error),
    }).encode()


def fail_to_start(kind, message):
    body = json.dumps({"errorMessage": message, "errorType": kind, "requestId": "", "stackTrace": []}).encode()
    call("POST", "/init/error", body)
    sys.exit(1)


def find_handler():
    name = os.environ["_HANDLER"]
    module_name, _, function_name = name.rpartition(".")
    if not module_name:
        fail_to_start("Runtime.MalformedHandlerName",
                      "Bad handler '%s': not enough values to unpack (expected 2, got 1)" % name)
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        fail_to_start("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, error))
    except SyntaxError as error:
        fail_to_start("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, error))
    if not hasattr(module, function_name):
        fail_to_start("Runtime.HandlerNotFound",
                      "Handler '%s' missing on module '%s'" % (function_name, module_name))
    return getattr(module, function_name)


def point_here(session):
    """AWS_ENDPOINT_URL is understood from botocore 1.31 on; older ones are told at every client they make."""
    endpoint = os.environ.get("AWS_ENDPOINT_URL")
    original = session.Session.create_client

    def create_client(self, *args, **kwargs):
        if len(args) < 6 and kwargs.get("endpoint_url") is None:
            kwargs["endpoint_url"] = endpoint
        return original(self, *args, **kwargs)

    session.Session.create_client = create_client


class BotoWatch:
    """Changes botocore when it is imported and not before: a handler without boto3 starts without its cost."""

    def find_spec(self, name, path=None, target=None):
        if name != "botocore.session":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        import botocore
        if tuple(int(part) for part in botocore.__version__.split(".")[:2]) < (1, 31):
            run = spec.loader.exec_module

            def exec_module(module):
                run(module)
                point_here(module)

            spec.loader.exec_module = exec_module
        return spec


def serve(handler):
    while True:
        headers, event = call("GET", "/invocation/next")
        request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id", "")
        kind, body = answer(handler, event, Context(headers), request_id)
        sys.stdout.flush()
        call("POST", "/invocation/%s/%s" % (request_id, kind), body)


def as_json(value):
    """What Lambda's own encoder takes beyond JSON's types: bytes as text, decimals as numbers."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, decimal.Decimal):
        return float(value)
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def answer(handler, event, context, request_id):
    try:
        result = handler(json.loads(event), context)
    except Exception as error:
        print(traceback.format_exc())
        return "error", described(error, request_id)
    if isinstance(result, bytes):
        return "response", result
    try:
        return "response", json.dumps(result, ensure_ascii=False, default=as_json).encode()
    except (TypeError, ValueError) as error:
        return "error", json.dumps({
            "errorMessage": "Unable to marshal response: %s" % error,
            "errorType": "Runtime.MarshalError",
            "requestId": request_id,
            "stackTrace": [],
        }).encode()


sys.path.insert(0, ROOT)
sys.meta_path.insert(0, BotoWatch())
serve(find_handler())
