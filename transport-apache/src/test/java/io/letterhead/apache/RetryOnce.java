package io.letterhead.apache;

import java.io.IOException;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/** Sends a request once more, at once, whatever went wrong. */
final class RetryOnce implements HttpRequestRetryStrategy {

  @Override
  public boolean retryRequest(
      HttpRequest request, IOException exception, int count, HttpContext context) {
    return count <= 1;
  }

  @Override
  public boolean retryRequest(HttpResponse response, int count, HttpContext context) {
    return count <= 1 && response.getCode() == HttpStatus.SC_SERVICE_UNAVAILABLE;
  }

  @Override
  public TimeValue getRetryInterval(HttpResponse response, int count, HttpContext context) {
    return TimeValue.ZERO_MILLISECONDS;
  }
}
