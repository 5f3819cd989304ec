package io.letterhead.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.letterhead.apache.PolicyHttpAsyncClient;
import io.letterhead.apache.PolicyHttpClient;
import io.letterhead.policy.PolicyGeneration;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * What the policy costs a client: the processor time of a request by HttpClient alone, and by the
 * same under a policy, on one kept-alive connection to an origin in another process. The two take
 * turns in short rounds, so that what else the machine does meets both.
 */
final class ApacheOverhead {

  private static final int ROUNDS = 20;
  private static final int WARM_UP = 4;
  private static final int REQUESTS = 8_000;
  private static final String BODY = "{\"model\":\"m\",\"messages\":[]}";

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Something that sends one request and reads the answer. */
  private interface Exchange {
    void run() throws Exception;
  }

  private ApacheOverhead() {}

  /**
   * Prints the figures.
   *
   * @param args none
   */
  public static void main(String[] args) throws Exception {
    Process origin =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FixedOrigin.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(origin.getInputStream(), StandardCharsets.US_ASCII))) {
      String server = "http://localhost:" + out.readLine();
      PolicyGeneration policy =
          SamplePolicy.generation(SamplePolicy.text().replace("http://localhost:8000", server));
      String url = server + "/v1/chat/completions";
      try (CloseableHttpClient bare = HttpClients.createDefault();
          CloseableHttpClient policed = PolicyHttpClient.of(policy).build()) {
        compare("classic", () -> send(bare, url), () -> send(policed, url));
      }
      try (CloseableHttpAsyncClient bare = HttpAsyncClients.createDefault();
          CloseableHttpAsyncClient policed = PolicyHttpAsyncClient.of(policy).build()) {
        bare.start();
        policed.start();
        compare("async", () -> send(bare, url), () -> send(policed, url));
      }
    } finally {
      origin.destroy();
    }
  }

  private static void compare(String name, Exchange bare, Exchange policed) throws Exception {
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      double one = microseconds(bare);
      double other = microseconds(policed);
      if (round >= 0) {
        without.add(one);
        with.add(other);
        ratios.add(other / one);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-8s bare %6.1f us, with the policy %6.1f us of processor time a request;"
            + " ratio %.3f (quartiles %.3f, %.3f)%n",
        name,
        quantile(without, 0.5),
        quantile(with, 0.5),
        quantile(ratios, 0.5),
        quantile(ratios, 0.25),
        quantile(ratios, 0.75));
  }

  private static double microseconds(Exchange exchange) throws Exception {
    long before = PROCESS.getProcessCpuTime();
    for (int i = 0; i < REQUESTS; i++) {
      exchange.run();
    }
    return (PROCESS.getProcessCpuTime() - before) / 1e3 / REQUESTS;
  }

  private static double quantile(List<Double> values, double q) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) (q * (sorted.size() - 1)));
  }

  private static void send(CloseableHttpClient client, String url) throws Exception {
    HttpPost request = new HttpPost(url);
    request.addHeader("X-Tenant", "team-a");
    request.addHeader("X-Request-ID", "3f0c9a52-7f0e-4f3e-9a65-0c9a3f527f0e");
    request.addHeader("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    request.addHeader("X-MaaS-Subscription", "gold");
    request.addHeader("Authorization", "Bearer sk-callers-own-key-which-must-not-leave");
    request.setEntity(new StringEntity(BODY, ContentType.APPLICATION_JSON));
    client.execute(request, response -> EntityUtils.toString(response.getEntity()));
  }

  private static void send(CloseableHttpAsyncClient client, String url) throws Exception {
    SimpleHttpRequest request =
        SimpleRequestBuilder.post(url)
            .addHeader("X-Tenant", "team-a")
            .addHeader("X-Request-ID", "3f0c9a52-7f0e-4f3e-9a65-0c9a3f527f0e")
            .addHeader("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .addHeader("X-MaaS-Subscription", "gold")
            .addHeader("Authorization", "Bearer sk-callers-own-key-which-must-not-leave")
            .setBody(BODY, ContentType.APPLICATION_JSON)
            .build();
    client.execute(request, null).get();
  }
}
