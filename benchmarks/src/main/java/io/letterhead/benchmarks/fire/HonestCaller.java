package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.util.Map;
import java.util.Random;

/** A caller of {@link Echo}, which knows to the byte what it has to get; for one thread. */
final class HonestCaller {

  private static final int LARGEST = 20_000;
  private static final String NAMES =
      "authorization,content-length,content-type,host,x-generation,x-request-id";

  private final Caller caller;
  private final Random random;
  private final Latencies latencies = new Latencies();

  HonestCaller(Caller caller, long seed) {
    this.caller = caller;
    this.random = new Random(seed);
  }

  /**
   * Asks for an echo and compares.
   *
   * @param path the path behind the provider's route
   * @param generations which may be in force: each has its number in its secret and in a field
   * @return what is wrong with the answer; empty if nothing is
   */
  String call(String path, String id, Generations generations)
      throws IOException, InterruptedException {
    String body = body();
    int newest = generations.newestSeen();
    long began = System.nanoTime();
    Answer answer =
        caller.post(
            "/model" + path,
            Map.of(
                "Content-Type", "application/json",
                "X-Request-ID", id,
                "Authorization", "Bearer sk-of-the-caller",
                "X-Api-Key", "sk-of-the-caller"),
            body);
    latencies.add(System.nanoTime() - began);
    int generation = generation(answer.body());
    String expected =
        String.join("|", "POST " + path, NAMES, id, "" + generation, "" + generation) + "\n" + body;
    boolean right =
        answer.status() == 200
            && answer.whole()
            && answer.body().equals(expected)
            && generations.mayAnswer(generation, newest);
    return right ? "" : path + ": " + answer + firstLine(answer) + ", after " + newest;
  }

  /** What the origin says of the secret; 0 where it says something else. */
  private static int generation(String body) {
    String line = body.lines().findFirst().orElse("");
    String last = line.substring(line.lastIndexOf('|') + 1);
    return last.matches("[0-9]{1,9}") ? Integer.parseInt(last) : 0;
  }

  private static String firstLine(Answer answer) {
    return " [" + answer.body().lines().findFirst().orElse("") + "]";
  }

  private String body() {
    StringBuilder body = new StringBuilder("{\"text\":\"");
    int length = random.nextInt(LARGEST);
    for (int i = 0; i < length; i++) {
      body.append((char) ('a' + random.nextInt(26)));
    }
    return body.append("\"}").toString();
  }

  Latencies latencies() {
    return latencies;
  }
}
