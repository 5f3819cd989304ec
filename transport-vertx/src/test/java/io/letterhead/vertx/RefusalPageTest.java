package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Rejection;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The gateway's page lists each answer of the gateway's own, and shows its bodies as they are. */
class RefusalPageTest {

  private static final Path PAGE = Path.of("../docs/gateway.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([1-5][0-9]{2}) \\| (.*) \\|$");
  private static final Pattern CODE = Pattern.compile("`([a-z-]+)`");
  private static final Pattern BODY = Pattern.compile("(?s)```json\n(\\{[^`]*\"error\".*?)```");

  @Test
  void everyStatusAndCodeIsOnThePageAndNoOther() throws Exception {
    Map<Integer, Set<String>> onPage = new TreeMap<>();
    ROW.matcher(Files.readString(PAGE))
        .results()
        .forEach(
            row ->
                onPage.put(
                    Integer.valueOf(row.group(1)),
                    new TreeSet<>(
                        CODE.matcher(row.group(2)).results().map(code -> code.group(1)).toList())));

    assertThat(onPage).isEqualTo(refusals());
  }

  @Test
  void bothBodiesAreAsThePageShowsThem() throws IOException {
    assertThat(
            BODY.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult body) -> new JsonObject(body.group(1))))
        .containsExactly(
            ErrorShape.ANTHROPIC.of(Refusal.ACCESS_PATH),
            ErrorShape.OPENAI.of(Refusal.ACCESS_PATH));
  }

  private static Map<Integer, Set<String>> refusals() throws IllegalAccessException {
    Map<Integer, Set<String>> all = new TreeMap<>();
    for (Field constant : Refusal.class.getDeclaredFields()) {
      if (constant.getType().equals(Refusal.class)) {
        add(all, (Refusal) constant.get(null));
      }
    }
    add(all, Refusal.rate(Duration.ofSeconds(1)));
    for (Rejection.Reason reason : Rejection.Reason.values()) {
      // Here a connection in clear is refused by the gateway itself.
      if (reason != Rejection.Reason.CLEARTEXT) {
        add(all, Refusal.of(new Rejection(reason, "", "message")));
      }
    }
    return all;
  }

  private static void add(Map<Integer, Set<String>> all, Refusal refusal) {
    all.computeIfAbsent(refusal.status(), status -> new TreeSet<>()).add(refusal.code());
  }
}
