/**
 * The load: keep-alive connections over bare sockets, every answer read to its end. Node's own client costs as much CPU
 * as the server may; on two cores that would be measured with it.
 */
import { connect } from 'node:net';

export function createHttpClient(address, connections) {
  const { hostname, port, host } = new URL(address);
  const idle = [];
  const waiting = [];
  let open = 0;
  const client = {
    close: () => {
      for (const connection of idle) connection.close();
    },
    get: (path, headers = {}) => send('GET', path, headers),
    post: (path, body, headers = {}) => send('POST', path, headers, JSON.stringify(body)),
    async signIn(username) {
      const answer = await client.post('/api/v1/sessions', { username, password: 'mingchuang' });
      if (answer.status !== 201) throw new Error(`${username} cannot sign in: ${answer.text}`);
      return { authorization: `Bearer ${JSON.parse(answer.text).token}` };
    },
  };
  return client;

  async function send(method, path, headers, body) {
    const connection = await takeConnection();
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const content =
      body === undefined
        ? '\r\n'
        : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    const answer = await connection.ask(
      `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n${lines.join('')}${content}`,
    );
    const next = waiting.shift();
    if (next) next(connection);
    else idle.push(connection);
    return answer;
  }

  function takeConnection() {
    const free = idle.pop();
    if (free) return free;
    if (open < connections) {
      open++;
      return openConnection(hostname, Number(port));
    }
    return new Promise((given) => waiting.push(given));
  }
}

/** One request at a time; a connection that breaks fails the request and with it the run. */
function openConnection(hostname, port) {
  const socket = connect({ host: hostname, port, noDelay: true });
  let pieces = [];
  let length = 0;
  let end;
  let asked;
  socket.on('error', (error) => asked?.failed(error));
  socket.on('close', () => asked?.failed(new Error('the server closed the connection')));
  socket.on('data', (piece) => {
    pieces.push(piece);
    length += piece.length;
    end ??= endOf(pieces);
    if (end === undefined || !isWhole(end, pieces, length)) return;
    const answer = read(Buffer.concat(pieces), end);
    pieces = [];
    length = 0;
    end = undefined;
    const { answered } = asked;
    asked = undefined;
    answered(answer);
  });
  return {
    close: () => socket.destroy(),
    ask: (text) =>
      new Promise((answered, failed) => {
        asked = { answered, failed };
        socket.write(text);
      }),
  };
}

/** Where the head ends and, unless it comes in chunks, the body too; undefined while the head is not complete. */
function endOf(pieces) {
  const bytes = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
  const head = bytes.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const text = bytes.latin1Slice(0, head);
  const given = /\r\ncontent-length: *(\d+)/i.exec(text);
  return {
    status: Number(text.slice(9, 12)),
    head: head + 4,
    body: given ? head + 4 + Number(given[1]) : undefined,
  };
}

function isWhole({ body, head }, pieces, length) {
  if (body !== undefined) return length >= body;
  return Buffer.concat(pieces).indexOf('0\r\n\r\n', head) >= 0;
}

function read(bytes, { status, head, body }) {
  const content = body === undefined ? withoutChunkSizes(bytes.subarray(head)) : bytes.subarray(head, body);
  return {
    status,
    size: content.length,
    get text() {
      return content.toString('utf8');
    },
  };
}

function withoutChunkSizes(bytes) {
  const chunks = [];
  let at = 0;
  for (;;) {
    const line = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.latin1Slice(at, line), 16);
    if (!(size > 0)) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
