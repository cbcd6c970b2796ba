// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cloud on one machine: DynamoDB Local, cognito-local, API Gateway and Lambda's Runtime
// API with the real service, Bedrock on recorded answers; all on loopback. Prints where it
// is, and ends everything that it started when it is told to (Ctrl-C, SIGTERM, its stdin closed).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Bedrock } from './bedrock.mjs';
import { Control } from './control.mjs';
import { DynamoDb } from './dynamodb.mjs';
import { createTable } from './table.mjs';
import { Gateway } from './gateway.mjs';
import { loadKey } from './jwt.mjs';
import { LambdaFunction } from './lambda.mjs';
import { freePort, startCognitoLocal, startDynamoDbLocal, stopAll } from './processes.mjs';
import { SignIn } from './sign-in.mjs';

const REGION = 'eu-central-1';
const POOL = 'eu-central-1_StintHome';
const TABLE = 'stint';
const CLIENT = {
  id: 'stintathome0000000000client',
  redirects: [47811, 47812, 47813].map((port) => `http://127.0.0.1:${port}/callback`),
  scopes: ['openid', 'stint/sync', 'stint/assist', 'aws.cognito.signin.user.admin'],
};
const PASSWORD = 'Stint-at-home-1';
const USERS = [
  { email: 'eva@example.org', sub: '0e5a0000-0000-4000-8000-00000000000a', password: PASSWORD },
  { email: 'ben@example.org', sub: '0be00000-0000-4000-8000-00000000000b', password: PASSWORD },
];
// For tests that want an account which nobody has used yet.
const STRANGERS = Array.from({ length: 99 }, (_, i) => ({
  email: `person${i + 1}@example.org`, sub: `00e00000-0000-4000-8000-${String(i + 1).padStart(12, '0')}`, password: PASSWORD,
}));
// Test credentials, one pair a role, as Lambda gives them: with a session token.
const CREDENTIALS = {
  ASIASTINTHOMESYNC000: { secret: 'sync-secret-of-the-emulator', token: 'session-of-sync', role: 'sync' },
  ASIASTINTHOMEASSIST0: { secret: 'assist-secret-of-the-emulator', token: 'session-of-assist', role: 'assist' },
  AKIASTINTHOMEADMIN00: { secret: 'admin-secret-of-the-emulator', role: 'admin' },
};
// Transactions have no action of their own: they need those of the operations in them.
const ROLES = {
  sync: { prefix: 'U#', operations: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'TransactGetItems', 'TransactWriteItems'] },
  assist: { prefix: 'Q#', operations: ['GetItem', 'UpdateItem'] },
};

const ASSIST = {
  STINT_MODEL_ID: 'anthropic.claude-3-haiku-20240307-v1:0',
  STINT_PROMPTS: fileURLToPath(new URL('../../cloud/prompts', import.meta.url)),
  STINT_ASSIST_CALLS_PER_DAY: '20',
  STINT_TOKENS_PER_DAY: '1000000',
};

const { values: options } = parseArgs({
  options: {
    modules: { type: 'string' },
    state: { type: 'string' },
    service: { type: 'string' },
    api: { type: 'string' },
    keep: { type: 'boolean', default: false },
    control: { type: 'boolean', default: false },
    concurrency: { type: 'string', default: '10' },
  },
});
const users = options.control ? [...USERS, ...STRANGERS] : USERS;
const state = path.resolve(options.state);
const modules = path.resolve(options.modules);
mkdirSync(state, { recursive: true });

const choosePorts = async () => {
  const file = path.join(state, 'ports.json');
  const last = options.keep && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const ports = {};
  for (const name of ['api', 'signIn', 'dynamodb', 'bedrock', 'dynamodbLocal', 'cognitoLocal']) ports[name] = await freePort(last[name]);
  if (options.keep) writeFileSync(file, JSON.stringify(ports));
  return ports;
};

const environmentOf = (role, handler, { dynamodb, bedrock }) => {
  const [accessKey, { secret, token }] = Object.entries(CREDENTIALS).find(([, one]) => one.role === role);
  return {
    PATH: process.env.PATH,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(ASAN|UBSAN|LSAN|G)_/.test(name))),
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: path.dirname(path.resolve(options.service)),
    AWS_LAMBDA_FUNCTION_NAME: `stint-${role}`,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/stint-${role}`,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: accessKey,
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: token,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
    STINT_TABLE: TABLE,
    STINT_CLIENT_ID: CLIENT.id,
    ...(role === 'assist' ? ASSIST : {}),
  };
};

const logTo = (name) => {
  const file = path.join(state, `${name}.log`);
  writeFileSync(file, '');
  return (line) => writeFileSync(file, line + '\n', { flag: 'a' });
};

const startCloud = async () => {
  const ports = await choosePorts();
  const api = JSON.parse(readFileSync(options.api, 'utf8'));
  api.routes = api.routes.map((route) => ({ ...route, auth: route.scopes !== undefined }));

  const dynamodb = new DynamoDb({ region: REGION, credentials: CREDENTIALS, roles: ROLES });
  const bedrock = new Bedrock({ region: REGION, credentials: CREDENTIALS, talkative: !options.control });
  const signIn = new SignIn({ pool: POOL, client: CLIENT.id, scopes: CLIENT.scopes, key: loadKey(path.join(state, 'signing-key.pem')) });
  await Promise.all([
    startDynamoDbLocal({ modules, port: ports.dynamodbLocal, state, dataPath: options.keep ? path.join(state, 'table') : null }),
    startCognitoLocal({ modules, port: ports.cognitoLocal, state, pool: POOL, client: CLIENT, users, issuerDomain: `http://127.0.0.1:${ports.signIn}` }),
  ]);
  await dynamodb.start({ port: ports.dynamodb, localPort: ports.dynamodbLocal });
  await bedrock.start(ports.bedrock);
  await signIn.start({ port: ports.signIn, cognitoPort: ports.cognitoLocal });
  await createTable({ port: ports.dynamodbLocal, name: TABLE, definition: api.table, region: REGION });

  const log = logTo('service');
  const functionFor = (role) =>
    new LambdaFunction({
      name: `stint-${role}`,
      command: [path.resolve(options.service)],
      env: environmentOf(role, role, { dynamodb, bedrock }),
      concurrency: Number(options.concurrency),
      log,
    });
  const functions = { sync: functionFor('sync'), assist: functionFor('assist') };
  const gateway = new Gateway({ api, functions, signIn, log: logTo('gateway') });
  await gateway.start(ports.api);
  const control = options.control ? new Control({ functions, gateway, dynamodb, bedrock, signIn }) : null;
  await control?.start();
  return { dynamodb, bedrock, signIn, gateway, functions, control };
};

const describe = ({ dynamodb, bedrock, signIn, gateway, functions, control }) => ({
  connect: {
    format: 'stint-connect',
    version: 1,
    name: 'Stint at home',
    region: REGION,
    api: gateway.url,
    issuer: signIn.issuer,
    client_id: CLIENT.id,
    sign_in: signIn.url,
    redirects: CLIENT.redirects,
    scopes: CLIENT.scopes.filter((scope) => scope.startsWith('stint/')),
  },
  control: control?.url,
  dynamodb: dynamodb.url,
  bedrock: bedrock.url,
  region: REGION,
  table: TABLE,
  users,
  roles: Object.fromEntries(Object.entries(CREDENTIALS).map(([key, { role, ...rest }]) => [role, { key, ...rest }])),
  service_env: functions.sync.env,
  state,
});

let ending = false;
let functions = {};
const end = async (status = 0) => {
  if (ending) return;
  ending = true;
  await Promise.all(Object.values(functions).map((one) => one.stop()));
  await stopAll();
  process.exit(status);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));

try {
  const cloud = await startCloud();
  ({ functions } = cloud);
  const description = describe(cloud);
  const file = path.join(state, 'stint-connect.json');
  writeFileSync(file, JSON.stringify(description.connect, null, 2) + '\n');
  if (options.control) {
    // Whoever started it for tests holds its stdin: it never outlives them.
    process.stdin.on('end', () => end(0)).resume();
    console.log(JSON.stringify(description));
  } else {
    console.log(`\nStint's cloud is running on this machine.\n
  API            ${description.connect.api}
  sign-in        ${description.connect.sign_in}
  user           ${USERS[0].email}
  password       ${USERS[0].password}
  connect file   ${file}
  logs           ${state}/*.log\n
It listens on loopback only; the plan is kept in ${state}. Ctrl-C ends everything.`);
  }
} catch (error) {
  console.error(`cloud: ${error.message}`);
  await end(1);
}
