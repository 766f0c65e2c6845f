// Connects a Node.js handler to the Lambda Runtime API (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const root = process.env.LAMBDA_TASK_ROOT;

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host, port, method, path: '/2018-06-01/runtime' + path }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function described(error, requestId) {
  const thrown = error instanceof Error;
  return JSON.stringify({
    errorType: thrown ? error.name : typeof error,
    errorMessage: thrown ? error.message : String(error),
    requestId,
    trace: thrown ? (error.stack ?? '').split('\n').map((line) => line.replaceAll(root, '/var/task')) : [],
  });
}

async function findHandler() {
  const name = process.env._HANDLER;
  const at = name.lastIndexOf('.');
  const file = ['.mjs', '.js', '.cjs'].map((end) => join(root, name.slice(0, at) + end)).find(existsSync);
  if (at < 1 || !file) return fail('Runtime.ImportModuleError', `Error: Cannot find module '${name.slice(0, at)}'`);
  const module = await import(pathToFileURL(file)).catch((error) => fail('Runtime.UserCodeSyntaxError', String(error)));
  const handler = module[name.slice(at + 1)] ?? module.default?.[name.slice(at + 1)];
  if (typeof handler !== 'function') return fail('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  return handler;
}

async function fail(errorType, errorMessage) {
  await call('POST', '/init/error', JSON.stringify({ errorType, errorMessage, trace: [] }));
  process.exit(1);
}

function invoke(handler, event, context) {
  return new Promise((resolve, reject) => {
    const done = (error, answer) => (error ? reject(error) : resolve(answer));
    const answer = handler(event, context, done);
    if (answer && typeof answer.then === 'function') answer.then(resolve, reject);
    else if (handler.length < 3) resolve(answer);
  });
}

const handler = await findHandler();
for (;;) {
  const { headers, body } = await call('GET', '/invocation/next');
  const requestId = headers['lambda-runtime-aws-request-id'];
  process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'] ?? '';
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const context = {
    awsRequestId: requestId,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const answer = await invoke(handler, JSON.parse(body), context);
    await call('POST', `/invocation/${requestId}/response`, JSON.stringify(answer) ?? 'null');
  } catch (error) {
    console.error(error);
    await call('POST', `/invocation/${requestId}/error`, described(error, requestId));
  }
}
