package com.acme;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.letterhead.apache.CallerContext;
import io.letterhead.apache.RequestRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** LangChain4j's HTTP client over Apache's; whose events are read as they arrive. */
final class ApacheClient implements HttpClient {

  private static final Executor STREAMS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "chat-stream");
            thread.setDaemon(true);
            return thread;
          });

  private final CloseableHttpClient client;
  private final Supplier<CallerContext> caller;
  private final RequestConfig config;

  ApacheClient(CloseableHttpClient client, Supplier<CallerContext> caller, RequestConfig config) {
    this.client = client;
    this.caller = caller;
    this.config = config;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    return send(request, context(), response -> answer(response, text(response)));
  }

  /** The context is made on the thread that asks, before another one reads the stream. */
  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    HttpClientContext context = context();
    STREAMS.execute(
        () -> {
          try {
            send(
                request,
                context,
                response -> {
                  listener.onOpen(answer(response, null));
                  parser.parse(response.getEntity().getContent(), listener);
                  listener.onClose();
                  return null;
                });
          } catch (RuntimeException e) {
            listener.onError(e);
          }
        });
  }

  private HttpClientContext context() {
    HttpClientContext context = caller.get().toContext();
    context.setRequestConfig(config);
    return context;
  }

  /** What the policy refuses is thrown as what LangChain4j does not try again. */
  private <T> T send(
      HttpRequest request, HttpClientContext context, HttpClientResponseHandler<T> handler) {
    try {
      return client.execute(
          apacheRequest(request),
          context,
          response -> {
            if (response.getCode() / 100 != 2) {
              throw new HttpException(response.getCode(), text(response));
            }
            return handler.handleResponse(response);
          });
    } catch (RequestRefusedException e) {
      throw new InvalidRequestException(e);
    } catch (SocketTimeoutException e) {
      throw new TimeoutException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClassicHttpRequest apacheRequest(HttpRequest request) {
    if (!request.formDataFields().isEmpty() || !request.formDataFiles().isEmpty()) {
      throw new UnsupportedFeatureException("forms");
    }
    ClassicRequestBuilder builder =
        ClassicRequestBuilder.create(request.method().name()).setUri(request.url());
    request.headers().forEach((name, values) -> values.forEach(v -> builder.addHeader(name, v)));
    if (request.body() != null) {
      builder.setEntity(new StringEntity(request.body(), ContentType.APPLICATION_JSON));
    }
    return builder.build();
  }

  private static String text(ClassicHttpResponse response) throws IOException {
    return response.getEntity() == null
        ? ""
        : new String(EntityUtils.toByteArray(response.getEntity()), UTF_8);
  }

  private static SuccessfulHttpResponse answer(ClassicHttpResponse response, String body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    response
        .headerIterator()
        .forEachRemaining(
            field ->
                headers
                    .computeIfAbsent(field.getName(), name -> new ArrayList<>())
                    .add(field.getValue()));
    return SuccessfulHttpResponse.builder()
        .statusCode(response.getCode())
        .headers(headers)
        .body(body)
        .build();
  }
}
