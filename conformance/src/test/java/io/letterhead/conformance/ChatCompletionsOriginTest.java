package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatCompletionsOriginTest {
  private final ChatCompletionsOrigin origin = ChatCompletionsOrigin.start();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void stop() {
    origin.close();
  }

  @Test
  void aCompletionIsWhole() throws Exception {
    HttpResponse<String> response =
        post(
            "{\"messages\":[{\"role\":\"user\",\"content\":\"\\\"stream\\\": true\"}],\"model\":\"gr\u00fcn\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(scalars(response.body()))
        .contains(
            "/id=chatcmpl-1",
            "/object=chat.completion",
            "/created=1700000000",
            "/model=gr\u00fcn",
            "/choices/[]/index=0",
            "/choices/[]/message/role=assistant",
            "/choices/[]/message/content=" + ChatCompletionsOrigin.REPLY,
            "/choices/[]/finish_reason=stop",
            "/usage/prompt_tokens=8",
            "/usage/completion_tokens=6",
            "/usage/total_tokens=14");
  }

  @Test
  void aStreamSpellsTheSameReplyAndEndsWithDone() throws Exception {
    HttpResponse<String> response =
        post("{\"model\":\"m\",\"tools\":[{\"stream\":false}],\"stream\" :\n true}");

    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    List<String> events = events(response);
    assertThat(events).last().isEqualTo("[DONE]");
    StringBuilder reply = new StringBuilder();
    for (String event : events.subList(0, events.size() - 1)) {
      assertThat(scalars(event)).contains("/object=chat.completion.chunk", "/model=m");
      scalars(event).stream()
          .filter(s -> s.startsWith("/choices/[]/delta/content="))
          .forEach(s -> reply.append(s.substring(s.indexOf('=') + 1)));
    }
    assertThat(reply).hasToString(ChatCompletionsOrigin.REPLY);
    assertThat(scalars(events.get(0))).contains("/choices/[]/delta/role=assistant");
    assertThat(scalars(events.get(events.size() - 2))).contains("/choices/[]/finish_reason=stop");
  }

  @Test
  void aStreamTellsItsUsageIfAsked() throws Exception {
    List<String> events =
        events(
            post("{\"stream\":true,\"stream_options\":{\"include_usage\":true},\"model\":\"m\"}"));

    assertThat(scalars(events.get(events.size() - 2))).contains("/usage/total_tokens=14");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"model\":1}",
        "{\"model\":\"m\"} x",
        "{\"model\":\"m\",\"model\":\"n\"}"
      })
  void anotherBodyIsRefusedInTheErrorEnvelope(String body) throws Exception {
    HttpResponse<String> response = post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(scalars(response.body()))
        .contains(
            "/error/message=the body is no chat-completions request",
            "/error/type=invalid_request_error",
            "/error/param=null",
            "/error/code=null");
  }

  @Test
  void modelsAreListedAndShown() throws Exception {
    assertThat(scalars(get("/v1/models?limit=1").body()))
        .contains("/object=list", "/data/[]/id=" + ChatCompletionsOrigin.MODEL);
    assertThat(scalars(get("/v1/models/" + ChatCompletionsOrigin.MODEL).body()))
        .contains("/object=model", "/id=" + ChatCompletionsOrigin.MODEL);
  }

  @Test
  void otherPathsAndMethodsAreRefused() throws Exception {
    assertThat(get("/v1/models/other").statusCode()).isEqualTo(404);
    assertThat(get("/chat/completions").statusCode()).isEqualTo(404);
    assertThat(get("/v1/chat/completions").statusCode()).isEqualTo(405);
  }

  @Test
  void whatItReceivedIsRecorded() throws Exception {
    post("{\"model\":\"m\"}");

    assertThat(origin.recording().requests()).hasSize(1);
    assertThat(origin.recording().requests().get(0).content()).isEqualTo("{\"model\":\"m\"}");
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return client.send(
        request("/v1/chat/completions").POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString(UTF_8));
  }

  private HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return client.send(request(target).build(), BodyHandlers.ofString(UTF_8));
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(origin.uri() + target));
  }

  private static List<String> events(HttpResponse<String> response) {
    List<String> events = new ArrayList<>();
    for (String block : response.body().split("\n\n", 0)) {
      assertThat(block).startsWith("data: ");
      events.add(block.substring("data: ".length()));
    }
    return events;
  }

  /** Each scalar of a document with its path, as {@code /a/[]/b=value}. */
  private static List<String> scalars(String document) throws IOException {
    List<String> scalars = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(document)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isScalarValue()) {
          String path = json.getParsingContext().pathAsPointer().toString();
          scalars.add(path.replaceAll("/[0-9]+(?=/|$)", "/[]") + "=" + json.getText());
        }
      }
      assertThat(json.getParsingContext().inRoot()).isTrue();
    }
    return scalars;
  }
}
