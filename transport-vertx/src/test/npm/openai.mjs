// OpenAI's SDK as a caller: asks for a stream with a tool and writes each delta as it arrives.
// Arguments: the base URL, the key. A failure of the API is written by its class.
import OpenAI from 'openai';

const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const write = (line) => process.stdout.write(line + '\n');
try {
  const stream = await client.chat.completions.create({
    model: 'any',
    stream: true,
    messages: [{ role: 'user', content: 'What is the weather?' }],
    tools: [{ type: 'function', function: { name: 'weather', parameters: { type: 'object' } } }],
  });
  let called = '';
  for await (const { choices } of stream) {
    const { content, tool_calls: calls = [] } = choices[0].delta;
    if (content) {
      write('text ' + content);
    }
    for (const { function: { name = '', arguments: piece = '' } } of calls) {
      called += name + piece;
      write('piece ' + name + piece);
    }
  }
  write('called ' + called);
} catch (e) {
  if (!(e instanceof OpenAI.APIError)) {
    throw e;
  }
  const after = e.headers?.get('retry-after') ?? '-';
  write(`${e.constructor.name} ${e.status ?? '-'} ${e.type ?? '-'} ${e.code ?? '-'} ${after}`);
  process.exitCode = 3;
}
