package com.acme;

import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.letterhead.apache.CallerContext;
import io.letterhead.apache.PolicyHttpClient;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.PolicyGeneration;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/** Asks a model three times: for a whole answer, for a stream, and for what the policy refuses. */
public final class Ask {

  /** For whom this thread asks. */
  private static final ThreadLocal<CallerContext> CALLER =
      ThreadLocal.withInitial(CallerContext::none);

  public static void main(String[] args) throws Exception {
    PolicyGeneration policy =
        PolicyFiles.resolve(Path.of(args.length > 0 ? args[0] : "letterhead.yaml"));
    String baseUrl = policy.policy().providers().get("llm").origin() + "/v1";
    try (CloseableHttpClient client =
        PolicyHttpClient.of(policy).header("X-Tenant", "acme").build()) {
      ApacheClientBuilder http = new ApacheClientBuilder(client, CALLER::get);
      ChatModel model =
          OpenAiChatModel.builder()
              .httpClientBuilder(http)
              .baseUrl(baseUrl)
              .apiKey("mine") // the policy's leaves, not this one
              .modelName("letterhead-demo")
              .build();
      StreamingChatModel streaming =
          OpenAiStreamingChatModel.builder()
              .httpClientBuilder(http)
              .baseUrl(baseUrl)
              .apiKey("mine")
              .modelName("letterhead-demo")
              .build();

      CALLER.set(CallerContext.caller("orders").header("X-Tier", "free"));
      System.out.println(model.chat("What left?"));

      Printing printing = new Printing();
      streaming.chat("What left?", printing);
      printing.end.join();

      CALLER.set(CallerContext.caller("orders").header("X-Tier", "gold"));
      try {
        model.chat("What left?");
      } catch (InvalidRequestException e) {
        System.out.println("refused: " + e.getCause().getMessage());
      }
    }
  }

  /** Prints an answer piece by piece. */
  private static final class Printing implements StreamingChatResponseHandler {

    private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

    @Override
    public void onPartialResponse(String piece) {
      System.out.println(piece);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      end.complete(response);
    }

    @Override
    public void onError(Throwable error) {
      end.completeExceptionally(error);
    }
  }
}
