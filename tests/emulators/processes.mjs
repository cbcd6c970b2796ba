// SPDX-License-Identifier: GPL-3.0-or-later
//
// The two emulators that are other people's: Amazon's DynamoDB Local and cognito-local.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { forward, newAgent, sleep } from './http.mjs';

const children = new Set();

// The kernel ends them if we are killed before we can.
const SETPRIV = '/usr/bin/setpriv';
const bound = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL', '--'] : [];

export const freePort = (wanted = 0) =>
  new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(freePort(0)));
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const start = (name, command, { cwd, env, state }) => {
  const log = path.join(state, `${name}.log`);
  const output = openSync(log, 'w');
  const [program, ...rest] = [...bound, ...command];
  const child = spawn(program, rest, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', output, output] });
  closeSync(output);
  child.log = log;
  children.add(child);
  child.on('error', (error) => (child.failed = error.message));
  child.on('exit', (code, signal) => {
    child.failed = `it ended with ${signal ?? code}`;
    children.delete(child);
  });
  return child;
};

const waitFor = async (name, child, port, request, timeoutMs = 30_000) => {
  const agent = newAgent();
  for (const end = Date.now() + timeoutMs; Date.now() < end; ) {
    if (child.failed) throw new Error(`${name} did not start: ${child.failed}\n${readFileSync(child.log, 'utf8').slice(-2000)}`);
    try {
      await forward(agent, { port, method: 'GET', path: '/', headers: {}, ...request });
      return agent.destroy();
    } catch {
      await sleep(50);
    }
  }
  throw new Error(`${name} did not answer within ${timeoutMs / 1000} s`);
};

/** dataPath: a folder to keep the tables in; without it they live in memory. */
export const startDynamoDbLocal = async ({ modules, port, state, dataPath }) => {
  const folder = path.join(modules, 'amplify-dynamodb-simulator', 'emulator');
  if (dataPath) mkdirSync(dataPath, { recursive: true });
  const child = start(
    'dynamodb-local',
    ['java', '-Xmx512m', '-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar', '-port', String(port), '-sharedDb', '-disableTelemetry',
      ...(dataPath ? ['-dbPath', dataPath] : ['-inMemory'])],
    { cwd: folder, state },
  );
  await waitFor('DynamoDB Local', child, port);
  return child;
};

const writePool = (folder, { pool, client, users, issuerDomain }) => {
  const db = path.join(folder, '.cognito', 'db');
  mkdirSync(db, { recursive: true });
  const write = (file, value) => writeFileSync(file, JSON.stringify(value, null, 2));
  const now = new Date().toISOString();
  write(path.join(folder, '.cognito', 'config.json'), { TokenConfig: { IssuerDomain: issuerDomain } });
  const attributes = (user) => [
    { Name: 'sub', Value: user.sub },
    { Name: 'email', Value: user.email },
    { Name: 'email_verified', Value: 'true' },
  ];
  write(path.join(db, `${pool}.json`), {
    Users: Object.fromEntries(
      users.map((user) => [
        user.sub,
        { Username: user.sub, Password: user.password, Attributes: attributes(user), Enabled: true, UserStatus: 'CONFIRMED', UserCreateDate: now, UserLastModifiedDate: now, RefreshTokens: [] },
      ]),
    ),
    Options: { Id: pool, Name: 'stint', UsernameAttributes: ['email'], MfaConfiguration: 'OFF', CreationDate: now, LastModifiedDate: now },
  });
  write(path.join(db, 'clients.json'), {
    Clients: {
      [client.id]: {
        ClientId: client.id,
        ClientName: 'stint',
        UserPoolId: pool,
        CallbackURLs: client.redirects,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthScopes: client.scopes,
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        CreationDate: now,
        LastModifiedDate: now,
      },
    },
  });
};

/** Pool, client and users are written beforehand, so that their ids are always the same. */
export const startCognitoLocal = async ({ modules, port, state, ...pool }) => {
  const folder = path.join(state, 'cognito');
  rmSync(folder, { recursive: true, force: true });
  writePool(folder, pool);
  const child = start('cognito-local', [process.execPath, path.join(modules, 'cognito-local', 'lib', 'bin', 'start.js')], {
    cwd: folder,
    env: { HOST: '127.0.0.1', PORT: String(port) },
    state,
  });
  await waitFor('cognito-local', child, port, { path: '/health' });
  return child;
};

/** Ends what was started here; whoever does not listen within 3 s is killed. */
export const stopAll = async () => {
  for (const child of children) child.kill('SIGTERM');
  for (let i = 0; i < 60 && children.size; i++) await sleep(50);
  for (const child of children) child.kill('SIGKILL');
};
