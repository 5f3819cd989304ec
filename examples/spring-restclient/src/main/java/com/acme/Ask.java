package com.acme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.letterhead.apache.CallerContext;
import io.letterhead.apache.PolicyHttpClient;
import io.letterhead.apache.RequestRefusedException;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.PolicyGeneration;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Asks a model three times: for a whole answer, for a stream, and for what the policy refuses. */
public final class Ask {

  record Message(String role, String content) {}

  record Question(String model, boolean stream, List<Message> messages) {}

  record Choice(Message message) {}

  record Answer(List<Choice> choices) {}

  /** For whom this thread asks. */
  private static final ThreadLocal<CallerContext> CALLER =
      ThreadLocal.withInitial(CallerContext::none);

  public static void main(String[] args) throws Exception {
    PolicyGeneration policy =
        PolicyFiles.resolve(Path.of(args.length > 0 ? args[0] : "letterhead.yaml"));
    try (CloseableHttpClient client =
        PolicyHttpClient.of(policy).header("X-Tenant", "acme").build()) {
      HttpComponentsClientHttpRequestFactory requests =
          new HttpComponentsClientHttpRequestFactory(client);
      requests.setHttpContextFactory((method, uri) -> CALLER.get().toContext());
      RestClient rest =
          RestClient.builder()
              .requestFactory(requests)
              .baseUrl(policy.policy().providers().get("llm").origin().toString())
              .defaultHeader("Authorization", "Bearer mine") // the policy's leaves, not this one
              .defaultHeader("Api-Key", "mine")
              .build();

      CALLER.set(CallerContext.caller("orders").header("X-Tier", "free"));
      Answer answer = ask(rest, false).retrieve().body(Answer.class);
      System.out.println(answer.choices().get(0).message().content());

      ask(rest, true)
          .exchange(
              (request, response) -> {
                new BufferedReader(new InputStreamReader(response.getBody(), UTF_8))
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .forEach(System.out::println);
                return null;
              });

      CALLER.set(CallerContext.caller("orders").header("X-Tier", "gold"));
      try {
        ask(rest, false).retrieve().toBodilessEntity();
      } catch (ResourceAccessException e) {
        RequestRefusedException refused = (RequestRefusedException) e.getCause();
        System.out.println("refused: " + refused.getMessage());
      }
    }
  }

  private static RestClient.RequestBodySpec ask(RestClient rest, boolean stream) {
    List<Message> messages = List.of(new Message("user", "What left?"));
    return rest.post()
        .uri("/v1/chat/completions")
        .body(new Question("letterhead-demo", stream, messages));
  }
}
