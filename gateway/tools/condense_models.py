#!/usr/bin/env python3
"""Condense AWS's service models into the resource files that the gateway validates and (de)serialises by.

    pip download --no-deps botocore==1.43.107      # the current models of all services
    apt-get download python3-botocore              # 1.29: the last in which SQS spoke the query protocol
    condense_models.py botocore-1.43.107-py3-none-any.whl \\
        .../botocore/data/sqs/2012-11-05/service-2.json src/main/resources/dev/sluice/gateway/model

Only what decides about bytes is kept: operations, HTTP bindings, shapes, constraints, errors. No documentation.
The same sources give the same files, byte for byte.
"""
import gzip
import json
import sys
import zipfile
from pathlib import Path

# Folder in botocore -> name here (the signing name, which IAM's actions begin with too).
SERVICES = {
    'stepfunctions': 'states', 'dynamodb': 'dynamodb', 'sns': 'sns', 'sqs': 'sqs', 'events': 'events',
    'lambda': 'lambda', 's3': 's3', 'sts': 'sts', 'iam': 'iam', 'logs': 'logs', 'batch': 'batch',
    'scheduler': 'scheduler', 'secretsmanager': 'secretsmanager', 'ssm': 'ssm', 'kms': 'kms', 'athena': 'athena',
    'glue': 'glue', 'cloudformation': 'cloudformation', 'ecs': 'ecs', 'rekognition': 'rekognition',
    'textract': 'textract', 'bedrock-runtime': 'bedrock', 'ecr': 'ecr', 'cloudwatch': 'monitoring',
}
METADATA = ('serviceId', 'protocol', 'jsonVersion', 'targetPrefix', 'apiVersion', 'xmlNamespace')
SHAPE = ('type', 'required', 'min', 'max', 'pattern', 'enum', 'payload', 'flattened', 'locationName', 'union',
         'document', 'eventstream', 'streaming', 'timestampFormat', 'sensitive', 'exception', 'wrapper')
MEMBER = ('shape', 'location', 'locationName', 'flattened', 'xmlAttribute', 'timestampFormat', 'queryName',
          'streaming', 'jsonvalue')


def load(wheel, folder):
    names = [n for n in wheel.namelist()
             if n.startswith(f'botocore/data/{folder}/') and n.split('/')[-1].startswith('service-2.json')]
    data = wheel.read(max(names))  # the newest API version
    return json.loads(gzip.decompress(data) if max(names).endswith('.gz') else data)


def member(m):
    return {k: m[k] for k in MEMBER if k in m}


def shape(s):
    out = {k: s[k] for k in SHAPE if k in s and s[k] is not False}
    if 'members' in s:
        out['members'] = {n: member(m) for n, m in s['members'].items()}
    for part in ('member', 'key', 'value'):
        if part in s:
            out[part] = member(s[part])
    error = s.get('error', {})
    for key in ('code', 'httpStatusCode'):
        if key in error:
            out['error' if key == 'code' else 'status'] = error[key]
    return out


def operation(o):
    http = o['http']
    out = {'method': http['method'], 'uri': http['requestUri']}
    if http.get('responseCode', 200) != 200:
        out['code'] = http['responseCode']
    for side in ('input', 'output'):
        if side in o:
            out[side] = o[side]['shape']
            if 'resultWrapper' in o[side]:
                out['resultWrapper'] = o[side]['resultWrapper']
    if o.get('errors'):
        out['errors'] = [e['shape'] for e in o['errors']]
    return out


def condense(model):
    meta = model['metadata']
    out = {k: meta[k] for k in METADATA if k in meta}
    out['operations'] = {n: operation(o) for n, o in sorted(model['operations'].items())}
    out['shapes'] = {n: shape(s) for n, s in sorted(model['shapes'].items())}
    return out


def add_query_names(now, old):
    """Gives the SQS of today, which speaks JSON, the names and error codes of its query protocol."""
    now['xmlNamespace'] = old['metadata']['xmlNamespace']
    for name, op in now['operations'].items():
        if 'output' in op:
            op['resultWrapper'] = name + 'Result'
    for name, s in now['shapes'].items():
        then = old['shapes'].get(name)
        if then is None:
            continue
        for part in ('member', 'key', 'value'):
            if part in s and 'locationName' in then.get(part, {}):
                s[part]['queryName'] = then[part]['locationName']
        if 'locationName' in then:
            s['queryName'] = then['locationName']
        for m, then_member in then.get('members', {}).items():
            if 'locationName' in then_member and m in s.get('members', {}):
                s['members'][m]['queryName'] = then_member['locationName']
        if 'code' in then.get('error', {}):
            s['error'] = then['error']['code']
            s['status'] = then['error']['httpStatusCode']
    return now


# Where the service answers otherwise than its newest model says.
RECORDED = {
    'lambda': {'MemorySize': {'max': 10240}},
    # The SDK for Java writes these with a capital, and S3 takes them.
    's3': {'FilterRuleName': {'enum': ['prefix', 'suffix', 'Prefix', 'Suffix']}},
}


def lines(model):
    """One operation or shape a line, so that a newer model shows as a readable difference."""
    def text(value):
        return json.dumps(value, separators=(',', ':'), ensure_ascii=True)
    parts = [f'{text(k)}:{text(v)}' for k, v in model.items() if k not in ('operations', 'shapes')]
    for group in ('operations', 'shapes'):
        parts.append(f'{text(group)}:{{\n' + ',\n'.join(f'{text(k)}:{text(v)}' for k, v in model[group].items()) + '}')
    return '{' + ',\n'.join(parts) + '}'


def main(current, sqs_query, target):
    target = Path(target)
    target.mkdir(parents=True, exist_ok=True)
    index = []
    with zipfile.ZipFile(current) as wheel:
        for folder, name in SERVICES.items():
            model = condense(load(wheel, folder))
            if name == 'sqs':
                add_query_names(model, json.loads(Path(sqs_query).read_text()))
            for changed, constraints in RECORDED.get(name, {}).items():
                model['shapes'][changed].update(constraints)
            (target / f'{name}.json').write_text(lines(model) + '\n')
            index.append({'name': name, **{k: model[k] for k in METADATA if k in model}})
    rows = ',\n'.join(json.dumps(row, separators=(',', ':')) for row in index)
    (target / 'index.json').write_text(f'[{rows}]\n')


if __name__ == '__main__':
    main(*sys.argv[1:])
