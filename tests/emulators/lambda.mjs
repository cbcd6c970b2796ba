// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lambda's Runtime API, with a process of the function for each execution environment.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { answerJson, listen, readBody, sleep, stopServer } from './http.mjs';

const API = '/2018-06-01/runtime';
const INIT_MS = 10_000;
const ANSWER_LIMIT = 6 * 1024 * 1024;
const KEPT_LINES = 20_000;

export class FunctionError extends Error {}

class Environment {
  constructor(owner) {
    this.owner = owner;
    this.busy = true;
    this.waiting = null; // the response to GET next that is held
    this.current = null; // the invocation that the process works on
  }

  async start() {
    this.listening = await listen((request, response) => this.handle(request, response));
    const { command, env, cwd } = this.owner;
    this.startedAt = process.hrtime.bigint();
    this.process = spawn(command[0], command.slice(1), {
      cwd,
      env: { ...env, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${this.listening.port}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.pid = this.process.pid;
    for (const stream of [this.process.stdout, this.process.stderr]) this.readLines(stream);
    this.process.on('error', (error) => this.end(new FunctionError(`Runtime.ExitError: ${error.message}`)));
    this.process.on('exit', (code, signal) => this.end(new FunctionError(`Runtime.ExitError: exit ${signal ?? code}`)));
    this.ready = new Promise((resolve, reject) => {
      this.nowReady = resolve;
      this.notReady = reject;
    });
    const limit = setTimeout(() => this.end(new FunctionError('Sandbox.Timedout: init')), INIT_MS);
    try {
      await this.ready;
    } finally {
      clearTimeout(limit);
    }
  }

  readLines(stream) {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      lines.forEach((line) => this.owner.takeLine(line));
    });
    stream.on('end', () => rest && this.owner.takeLine(rest));
  }

  async handle(request, response) {
    const { method, url } = request;
    if (method === 'GET' && url === `${API}/invocation/next`) return this.next(request, response);
    const body = await readBody(request);
    if (method === 'POST' && url === `${API}/init/error`) {
      answerJson(response, 202, { status: 'OK' });
      return this.end(new FunctionError(`init: ${body}`));
    }
    const found = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/.exec(url);
    if (method !== 'POST' || !found) return answerJson(response, 404, { errorType: 'NotFound' });
    if (!this.current || this.current.id !== found[1]) {
      return answerJson(response, 400, { errorMessage: 'Invalid request ID', errorType: 'InvalidRequestID' });
    }
    if (found[2] === 'response' && body.length > ANSWER_LIMIT) {
      answerJson(response, 413, { errorType: 'Function.ResponseSizeTooLarge' });
      return this.finish(new FunctionError('Function.ResponseSizeTooLarge'));
    }
    const { current } = this;
    current.ms = Number(process.hrtime.bigint() - current.startedAt) / 1e6;
    answerJson(response, 202, { status: 'OK' });
    return found[2] === 'response' ? this.finish(null, body) : this.finish(new FunctionError(`error: ${body}`));
  }

  next(request, response) {
    const fault = this.owner.takeRuntimeFault();
    if (fault === 'reset') return request.socket.destroy();
    if (fault) return answerJson(response, Number(fault), { errorType: 'InternalServerError', errorMessage: 'injected' });
    this.waiting = response;
    response.on('close', () => {
      if (this.waiting === response) this.waiting = null;
    });
    if (this.initMs === undefined) {
      this.initMs = Number(process.hrtime.bigint() - this.startedAt) / 1e6;
      this.owner.inits.push({ pid: this.pid, ms: this.initMs });
      this.nowReady(); // whoever started it takes it: it stays busy
      return undefined;
    }
    this.busy = false;
    this.owner.release();
    return undefined;
  }

  invoke(event) {
    this.busy = true;
    return new Promise((resolve, reject) => {
      const { timeoutMs, name } = this.owner;
      const timer = setTimeout(() => {
        this.end(new FunctionError(`Sandbox.Timedout: ${timeoutMs} ms`));
      }, timeoutMs);
      this.current = { id: randomUUID(), resolve, reject, timer, startedAt: process.hrtime.bigint() };
      const body = Buffer.from(event);
      this.waiting.writeHead(200, {
        'Content-Type': 'application/json',
        'Content-Length': body.length,
        'Lambda-Runtime-Aws-Request-Id': this.current.id,
        'Lambda-Runtime-Deadline-Ms': String(Date.now() + timeoutMs),
        'Lambda-Runtime-Invoked-Function-Arn': `arn:aws:lambda:${this.owner.env.AWS_REGION}:000000000000:function:${name}`,
        'Lambda-Runtime-Trace-Id': `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')};Sampled=0`,
      });
      const held = this.waiting;
      this.waiting = null;
      held.end(body);
    });
  }

  finish(error, body) {
    const { current } = this;
    this.current = null;
    if (!current) return;
    clearTimeout(current.timer);
    if (error) current.reject(error);
    else {
      this.owner.invocations.push({ pid: this.pid, ms: current.ms });
      current.resolve(body.toString());
    }
  }

  end(error = new FunctionError('ended')) {
    if (this.ended) return;
    this.ended = true;
    this.owner.environments.delete(this);
    this.notReady?.(error);
    this.finish(error);
    if (this.process?.exitCode === null && this.process.signalCode === null) this.process.kill('SIGKILL');
    if (this.listening) stopServer(this.listening);
    this.owner.release();
  }
}

export class LambdaFunction {
  constructor({ name, command, env, cwd, concurrency = 10, timeoutMs = 28_000, log = () => {} }) {
    Object.assign(this, { name, command, env, cwd, concurrency, timeoutMs, log });
    this.environments = new Set();
    this.queue = [];
    this.runtimeFaults = [];
    this.clearRecords();
  }

  clearRecords() {
    Object.assign(this, { emf: [], lines: [], inits: [], invocations: [] });
  }

  takeLine(line) {
    this.log(line);
    if (this.lines.length < KEPT_LINES) this.lines.push(line);
    if (!line.startsWith('{') || !line.includes('"_aws"')) return;
    try {
      if (this.emf.length < KEPT_LINES) this.emf.push(JSON.parse(line));
    } catch {
      this.emf.push({ unreadable: line });
    }
  }

  takeRuntimeFault() {
    return this.runtimeFaults.shift();
  }

  release() {
    this.queue.shift()?.();
  }

  /** A warm environment, or a new one while there is room, or one's turn: a real account would throttle. */
  async acquire() {
    for (;;) {
      const idle = [...this.environments].find((one) => !one.busy && one.waiting);
      if (idle) {
        idle.busy = true;
        return idle;
      }
      if (this.environments.size < this.concurrency) {
        const fresh = new Environment(this);
        this.environments.add(fresh);
        try {
          await fresh.start();
        } catch (error) {
          fresh.end();
          throw error;
        }
        fresh.busy = true;
        return fresh;
      }
      await new Promise((resolve) => this.queue.push(resolve));
    }
  }

  /** Runs the function with an event (JSON text); the text of its answer, or a FunctionError. */
  async invoke(event) {
    const environment = await this.acquire();
    return environment.invoke(event);
  }

  /** Ends every environment, so that the next call starts cold. */
  async stop() {
    const all = [...this.environments];
    all.forEach((environment) => environment.end());
    for (let i = 0; i < 50 && all.some((one) => one.process?.exitCode === null && one.process.signalCode === null); i++) await sleep(10);
  }
}
