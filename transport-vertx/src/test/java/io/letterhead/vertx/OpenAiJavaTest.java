package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.Sleeper;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import io.letterhead.conformance.ChatCompletionsOrigin;
import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.WireField;
import io.letterhead.conformance.WireMessage;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OpenAI's own SDK for Java, with a key of its own, through the gateway. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OpenAiJavaTest {

  private static ChatGateway gateway;
  private OpenAIClient client;

  @BeforeAll
  static void start() {
    gateway = ChatGateway.withRules();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void connect() {
    gateway.forget();
    client = builder(gateway).build();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  void aCompletionIsAnsweredAndTheOriginGetsOurKey() throws Exception {
    ChatCompletion completion = client.chat().completions().create(prompt().build());
    assertThat(completion.choices().get(0).message().content())
        .contains(ChatCompletionsOrigin.REPLY);
    WireMessage received = gateway.received();
    assertThat(received.startLine()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(received.content()).contains("\"Say hello.\"");
    assertThat(received.values("Content-Type")).containsExactly("application/json");
    assertThat(received.values("X-Request-Source")).containsExactly("gateway");
  }

  @Test
  void aStreamArrivesChunkByChunkAndWhole() throws Exception {
    ChatCompletionCreateParams asked =
        prompt()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    List<ChatCompletionChunk> chunks;
    try (StreamResponse<ChatCompletionChunk> response =
        client.chat().completions().createStreaming(asked)) {
      chunks = response.stream().toList();
    }
    assertThat(text(chunks)).isEqualTo(ChatCompletionsOrigin.REPLY);
    assertThat(chunks).hasSizeGreaterThan(2);
    assertThat(chunks.get(chunks.size() - 1).usage()).isPresent();
    assertThat(gateway.received().content()).contains("\"stream\":true");
  }

  @Test
  void eachChunkArrivesBeforeTheNextIsSent() throws Exception {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    events.send(ChatChunks.chunk("one"));
    try (StreamResponse<ChatCompletionChunk> response =
        client.chat().completions().createStreaming(prompt().build())) {
      Iterator<ChatCompletionChunk> chunks = response.stream().iterator();
      assertThat(text(List.of(chunks.next()))).isEqualTo("one");
      events.send(ChatChunks.chunk("two"));
      assertThat(text(List.of(chunks.next()))).isEqualTo("two");
      events.send(ChatChunks.chunk("three"));
      assertThat(text(List.of(chunks.next()))).isEqualTo("three");
      events.send("[DONE]");
      events.end();
      assertThat(chunks.hasNext()).isFalse();
    }
  }

  @Test
  void aStreamThatBreaksIsSeenAsBroken() {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    events.send(ChatChunks.chunk("one"));
    try (StreamResponse<ChatCompletionChunk> response =
        client.chat().completions().createStreaming(prompt().build())) {
      Iterator<ChatCompletionChunk> chunks = response.stream().iterator();
      assertThat(text(List.of(chunks.next()))).isEqualTo("one");
      events.breakOff();
      assertThatThrownBy(chunks::hasNext).isInstanceOf(OpenAIException.class);
    }
  }

  @Test
  void aStreamThatTheClientClosesEndsAtTheOriginToo() throws Exception {
    EventStream events = EventStream.open();
    gateway.origin().answerWith(events);
    events.send(ChatChunks.chunk("one"));
    try (StreamResponse<ChatCompletionChunk> response =
        client.chat().completions().createStreaming(prompt().build())) {
      assertThat(response.stream().iterator().next()).isNotNull();
    }
    assertThat(events.awaitPeerLeft(Running.LIMIT)).isTrue();
  }

  @Test
  void theModelsAreListed() throws Exception {
    assertThat(client.models().list().data().stream().map(Model::id))
        .containsExactly(ChatCompletionsOrigin.MODEL);
    WireMessage received = gateway.received();
    assertThat(received.startLine()).isEqualTo("GET /v1/models HTTP/1.1");
    assertThat(received.framing()).isEqualTo(WireMessage.Framing.NONE);
  }

  @Test
  void whatTheSdkAddsPassesWhereTheGroupIsAllowed() throws Exception {
    client.chat().completions().create(prompt().build());
    WireMessage received = gateway.received();
    assertThat(received.values("User-Agent")).singleElement().asString().contains("/Java ");
    assertThat(received.values("X-Stainless-Lang")).containsExactly("java");
    assertThat(stainless(received)).hasSizeGreaterThan(3);
  }

  @Test
  void whatTheSdkAddsIsRemovedWithoutTheGroup() throws Exception {
    try (ChatGateway strict = ChatGateway.start()) {
      OpenAIClient careful = builder(strict).build();
      assertThat(careful.chat().completions().create(prompt().build()).choices()).hasSize(1);
      careful.close();
      WireMessage received = strict.received();
      assertThat(received.values("User-Agent")).isEmpty();
      assertThat(stainless(received)).isEmpty();
      assertThat(received.fields().stream().map(WireField::foldedName))
          .containsOnly(
              "host", "accept-encoding", "content-type", "content-length", "authorization");
    }
  }

  @Test
  void anAllowedFieldPassesAndARenamedOneLeavesUnderItsNewName() throws Exception {
    client
        .chat()
        .completions()
        .create(
            prompt()
                .putAdditionalHeader("X-Team", "blue")
                .putAdditionalHeader("X-Tenant", "t-1")
                .putAdditionalHeader("X-Tier", "paid")
                .putAdditionalHeader("X-Unlisted", "x")
                .build());
    WireMessage received = gateway.received();
    assertThat(received.values("X-Team")).containsExactly("blue");
    assertThat(received.values("X-Tenant")).isEmpty();
    assertThat(received.values("X-Tenant-ID")).containsExactly("t-1");
    assertThat(received.values("X-Tier")).containsExactly("paid");
    assertThat(received.values("X-Unlisted")).isEmpty();
  }

  @Test
  void credentialsAmongTheClientsOwnFieldsAreRemoved() throws Exception {
    client
        .chat()
        .completions()
        .create(
            prompt()
                .putAdditionalHeader("X-Api-Key", "evil")
                .putAdditionalHeader("X_Api_Key", "evil")
                .putAdditionalHeader("Cookie", "session=evil")
                .putAdditionalHeader("Proxy-Authorization", "Basic evil")
                .putAdditionalHeader("authorization", "Bearer evil")
                .putAdditionalHeader("X-Tenant-ID", "evil")
                .putAdditionalHeader("X-Request-Source", "evil")
                .putAdditionalHeader("X-Forwarded-For", "evil")
                .putAdditionalHeader("Connection", "Authorization, X-Request-Source")
                .build());
    WireMessage received = gateway.received();
    assertThat(received.values("X-Request-Source")).containsExactly("gateway");
    assertThat(received.valuesFolded("X-Tenant-ID")).isEmpty();
    assertThat(received.valuesFolded("X-Forwarded-For")).isEmpty();
  }

  @Test
  void theAccountOfTheClientDoesNotSelectWhichOfOursPays() throws Exception {
    OpenAIClient member = builder(gateway).organization("org-evil").project("proj-evil").build();
    member.chat().completions().create(prompt().build());
    member.close();
    WireMessage received = gateway.received();
    assertThat(received.valuesFolded("OpenAI-Organization")).isEmpty();
    assertThat(received.valuesFolded("OpenAI-Project")).isEmpty();
  }

  @Test
  void aRejectionIsABadRequestWithItsReason() {
    BadRequestException rejected =
        catchThrowableOfType(
            BadRequestException.class,
            () ->
                client
                    .chat()
                    .completions()
                    .create(prompt().putAdditionalHeader("X-Tier", "platinum").build()));
    assertThat(rejected.statusCode()).isEqualTo(400);
    assertThat(rejected.type()).contains("invalid_request_error");
    assertThat(rejected.param()).contains("X-Tier");
    assertThat(rejected.code()).contains("guard");
    assertThat(rejected).hasMessageContaining("X-Tier");
    assertNothingShown(rejected);
    assertThat(rejected.toString()).doesNotContain("platinum");
    gateway.assertNothingReceived();
  }

  @Test
  void aPathOfNoProviderIsNotFound() {
    OpenAIClient astray = builder(gateway).baseUrl(gateway.url("/nowhere/v1")).build();
    NotFoundException rejected =
        catchThrowableOfType(NotFoundException.class, () -> astray.models().list());
    astray.close();
    assertThat(rejected.code()).contains("no-provider");
    assertNothingShown(rejected);
    gateway.assertNothingReceived();
  }

  @Test
  void withoutItsSecretTheProviderIsUnavailableHoweverOftenTheClientTries() {
    try (ChatGateway keyless = ChatGateway.withoutKey()) {
      CountingSleeper sleeper = new CountingSleeper();
      OpenAIClient patient = builder(keyless).maxRetries(2).sleeper(sleeper).build();
      InternalServerException rejected =
          catchThrowableOfType(
              InternalServerException.class,
              () -> patient.chat().completions().create(prompt().build()));
      patient.close();
      assertThat(rejected.statusCode()).isEqualTo(503);
      assertThat(rejected.type()).contains("server_error");
      assertThat(rejected.code()).contains("secret");
      assertNothingShown(rejected);
      assertThat(sleeper.sleeps).hasValue(2);
      keyless.assertNothingReceived();
    }
  }

  @Test
  void eachTryOfTheClientCarriesOurKey() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    gateway
        .origin()
        .answerWith(
            (request, connection) -> {
              if (tries.incrementAndGet() == 1) {
                OriginAnswer.of(500).respond(request, connection);
              } else {
                ChatCompletionsOrigin.responder().respond(request, connection);
              }
            });
    OpenAIClient patient = builder(gateway).maxRetries(1).sleeper(new CountingSleeper()).build();
    assertThat(patient.chat().completions().create(prompt().build()).choices()).hasSize(1);
    patient.close();
    List<WireMessage> received = gateway.origin().awaitRequests(2, Running.LIMIT);
    assertThat(received).hasSize(2).allSatisfy(ChatGateway::assertSealed);
    assertThat(received.get(1).values("X-Stainless-Retry-Count")).containsExactly("1");
  }

  private static OpenAIOkHttpClient.Builder builder(ChatGateway gateway) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(gateway.baseUrl())
        .apiKey(ChatGateway.CALLERS_KEY)
        .timeout(Running.LIMIT)
        .maxRetries(0);
  }

  private static ChatCompletionCreateParams.Builder prompt() {
    return ChatCompletionCreateParams.builder()
        .model(ChatCompletionsOrigin.MODEL)
        .addUserMessage("Say hello.");
  }

  private static String text(List<ChatCompletionChunk> chunks) {
    return chunks.stream()
        .flatMap(chunk -> chunk.choices().stream())
        .flatMap(choice -> choice.delta().content().stream())
        .collect(Collectors.joining());
  }

  private static List<WireField> stainless(WireMessage request) {
    return request.fields().stream()
        .filter(field -> field.foldedName().startsWith("x-stainless-"))
        .toList();
  }

  private static void assertNothingShown(Throwable failure) {
    assertThat(failure).isNotNull();
    assertThat(failure.toString())
        .doesNotContain(ChatGateway.SECRET, ChatGateway.OTHER_SECRET, ChatGateway.CALLERS_KEY);
  }

  /** Waits for nothing before a retry. */
  private static final class CountingSleeper implements Sleeper {

    private final AtomicInteger sleeps = new AtomicInteger();

    @Override
    public void sleep(Duration duration) {
      sleeps.incrementAndGet();
    }

    @Override
    public CompletableFuture<Void> sleepAsync(Duration duration) {
      sleeps.incrementAndGet();
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }
}
