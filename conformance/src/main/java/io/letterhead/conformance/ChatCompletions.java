package io.letterhead.conformance;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Answers as OpenAI's API does, with one model and one reply. */
final class ChatCompletions implements Responder {
  private static final String COMPLETIONS = "/v1/chat/completions";
  private static final String MODELS = "/v1/models";
  private static final Pattern BEFORE_WORD = Pattern.compile("(?= )");

  private final AtomicInteger answers = new AtomicInteger();

  @Override
  public void respond(WireMessage request, OriginConnection connection)
      throws IOException, InterruptedException {
    String path = path(request.target());
    if (path.equals(COMPLETIONS)) {
      complete(request, connection);
    } else if (path.equals(MODELS)) {
      get(ChatJson.models(ChatCompletionsOrigin.MODEL), request, connection);
    } else if (path.equals(MODELS + "/" + ChatCompletionsOrigin.MODEL)) {
      get(ChatJson.model(ChatCompletionsOrigin.MODEL), request, connection);
    } else {
      error(404, "no such path or model").respond(request, connection);
    }
  }

  private void complete(WireMessage request, OriginConnection connection) throws IOException {
    if (!request.method().equals("POST")) {
      error(405, "only POST").with("Allow", "POST").respond(request, connection);
      return;
    }
    ChatRequest asked;
    try {
      asked = ChatRequest.parse(request.contentBytes());
    } catch (IOException noRequest) {
      error(400, "the body is no chat-completions request").respond(request, connection);
      return;
    }
    String id = "chatcmpl-" + answers.incrementAndGet();
    List<String> words = List.of(BEFORE_WORD.split(ChatCompletionsOrigin.REPLY));
    if (asked.stream()) {
      stream(id, asked, words, connection);
    } else {
      String reply = ChatCompletionsOrigin.REPLY;
      json(200, ChatJson.completion(id, asked.model(), reply, words.size()))
          .respond(request, connection);
    }
  }

  private static void stream(
      String id, ChatRequest asked, List<String> words, OriginConnection connection)
      throws IOException {
    connection.write(EventStream.HEAD);
    boolean first = true;
    for (String word : words) {
      event(connection, ChatJson.chunk(id, asked.model(), word, first));
      first = false;
    }
    event(connection, ChatJson.lastChunk(id, asked.model()));
    if (asked.includeUsage()) {
      event(connection, ChatJson.usageChunk(id, asked.model(), words.size()));
    }
    event(connection, "[DONE]");
    connection.write(EventStream.LAST_CHUNK);
  }

  private static void event(OriginConnection connection, String data) throws IOException {
    connection.writeChunk("data: " + data + "\n\n");
  }

  private static void get(String document, WireMessage request, OriginConnection connection)
      throws IOException {
    boolean safe = request.method().equals("GET") || request.method().equals("HEAD");
    OriginAnswer answer =
        safe ? json(200, document) : error(405, "only GET").with("Allow", "GET, HEAD");
    answer.respond(request, connection);
  }

  private static OriginAnswer error(int status, String message) throws IOException {
    return json(status, ChatJson.error(message, "invalid_request_error"));
  }

  private static OriginAnswer json(int status, String document) {
    return OriginAnswer.of(status).with("Content-Type", "application/json").withBody(document);
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
