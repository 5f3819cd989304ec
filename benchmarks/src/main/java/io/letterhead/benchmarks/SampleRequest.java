package io.letterhead.benchmarks;

import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import java.util.List;

/** The 20 fields that an SDK sends through a corporate gateway, three of them hostile. */
final class SampleRequest {

  static final List<String> NAMES =
      List.of(
          "Host",
          "User-Agent",
          "Accept",
          "Accept-Encoding",
          "Accept-Language",
          "Content-Type",
          "Content-Length",
          "Authorization",
          "X-Api-Key",
          "X-Request-ID",
          "traceparent",
          "tracestate",
          "X-Tenant",
          "X-MaaS-Subscription",
          "X-Stainless-Lang",
          "X-Stainless-Runtime",
          "X-Stainless-Retry-Count",
          "X-Forwarded-For",
          "X-Internal-Debug",
          "Connection");

  static final List<String> VALUES =
      List.of(
          "gateway.internal:8080",
          "OpenAI/Java 4.100.0",
          "application/json",
          "gzip, deflate",
          "en-GB,en;q=0.9",
          "application/json; charset=utf-8",
          "1234",
          "Bearer sk-callers-own-key-which-must-not-leave",
          "sk-another-of-the-callers-keys",
          "3f0c9a52-7f0e-4f3e-9a65-0c9a3f527f0e",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
          "vendor=00f067aa0ba902b7",
          "team-a",
          "gold",
          "java",
          "17.0.15",
          "0",
          "10.1.2.3",
          "true",
          "keep-alive");

  private SampleRequest() {}

  static RequestHead head() {
    RequestHead.Builder head =
        RequestHead.builder("POST", RequestTarget.parse("/v1/chat/completions"));
    for (int i = 0; i < NAMES.size(); i++) {
      head.add(NAMES.get(i), VALUES.get(i));
    }
    return head.build();
  }
}
