// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bedrock's Converse on recorded answers, behind the check of the signature that a real
// endpoint makes (a model id's colon is signed as %253A). Answers are played in order and
// the last one is repeated; without any, the model says nothing, or for people who try it
// out (`make cloud`) makes a task of each line. An answer is one of
//   {propose: input, usage?}   the tool is called with it
//   {stop: reason, text?}      it stops without that
//   {error: name, message?}    Bedrock refuses or fails, with the status that belongs to the name
//   {cut: true}                the connection ends in the middle of the answer
//   {status?, error?, body}    anything, as it is
// each with delay_ms?, before it comes.
import { answerJson, listen, readBody, sleep } from './http.mjs';
import { verify } from './sigv4.mjs';

const SILENCE = {
  output: { message: { role: 'assistant', content: [{ text: '' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
  metrics: { latencyMs: 1 },
};

const STATUS = {
  AccessDeniedException: 403,
  InternalServerException: 500,
  ModelErrorException: 424,
  ModelNotReadyException: 429,
  ModelTimeoutException: 408,
  ResourceNotFoundException: 404,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  ValidationException: 400,
};

const USAGE = { inputTokens: 900, outputTokens: 100, totalTokens: 1000 };

const spoken = (stopReason, content, usage = USAGE) => ({
  output: { message: { role: 'assistant', content } }, stopReason, usage, metrics: { latencyMs: 1 },
});

/** What is sent for an answer of any of the forms. */
const expand = (answer) => {
  if (!answer) return { body: SILENCE };
  if (answer.propose !== undefined)
    return { body: spoken('tool_use', [{ toolUse: { toolUseId: 'tooluse_home', name: 'propose', input: answer.propose } }], answer.usage) };
  if (answer.stop) return { body: spoken(answer.stop, [{ text: answer.text ?? '…' }], answer.usage) };
  if (answer.error && answer.body === undefined)
    return { status: answer.status ?? STATUS[answer.error] ?? 400, error: answer.error, body: { message: answer.message ?? 'ordered' } };
  return answer;
};

/** In place of a model: what it was sent, line by line. */
const sayLines = (request) => {
  const text = request.messages[0].content[0].text.replace(/^<document>\n|\n<\/document>$/g, '');
  const asked = JSON.parse(text);
  const note = 'The emulator has no language model: it makes a task of each line.';
  if (asked.kind === 'rules') return { propose: { questions: [note] } };
  const lines = asked.text.split('\n').map((line) => line.trim()).filter(Boolean).slice(0, 50);
  return { propose: { tasks: lines.map((line, i) => ({ ref: `t${i + 1}`, title: line.slice(0, 140), ...(i ? {} : { why: note }) })) } };
};

export class Bedrock {
  constructor({ region, credentials, talkative = false }) {
    Object.assign(this, { region, credentials, talkative, answers: [], requests: [], refused: [] });
  }

  async start(port) {
    this.listening = await listen((request, response) => this.handle(request, response), port);
    this.url = this.listening.url;
  }

  async handle(request, response) {
    const body = await readBody(request);
    const checked = verify(
      { method: request.method, url: request.url, headers: request.headers, body },
      { service: 'bedrock', region: this.region, credentials: this.credentials },
    );
    if (!checked.ok || checked.role !== 'assist') {
      const type = checked.ok ? 'AccessDeniedException' : checked.type;
      this.refused.push({ type, message: checked.message });
      return answerJson(response, 403, { message: checked.message ?? `${checked.role} may not call a model` }, { 'x-amzn-ErrorType': type });
    }
    const found = /^\/model\/([^/]+)\/converse$/.exec(request.url);
    if (request.method !== 'POST' || !found) return answerJson(response, 404, { message: 'no such operation' }, { 'x-amzn-ErrorType': 'UnknownOperationException' });
    this.requests.push({ model: decodeURIComponent(found[1]), body: JSON.parse(body) });
    const recorded = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    const answer = recorded ?? (this.talkative ? sayLines(JSON.parse(body)) : undefined);
    if (answer?.delay_ms) await sleep(answer.delay_ms);
    if (answer?.cut) {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1000 });
      response.write('{"output":{"message"');
      return setTimeout(() => request.socket.destroy(), 20);
    }
    const { status = 200, body: said = SILENCE, error } = expand(answer);
    return answerJson(response, status, said, error ? { 'x-amzn-ErrorType': error } : {});
  }
}
