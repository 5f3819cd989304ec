// Posts a prompt with node's fetch and writes the answer piece by piece, as it arrives.
// Arguments: the URL, the request's fields as a JSON object, the body.
const [url, fields, body] = process.argv.slice(2);
const response = await fetch(url, { method: 'POST', headers: JSON.parse(fields), body });
process.stdout.write(`status ${response.status}\n`);
const decoder = new TextDecoder();
for await (const piece of response.body) {
  process.stdout.write(decoder.decode(piece, { stream: true }));
}
process.stdout.write('\nend\n');
