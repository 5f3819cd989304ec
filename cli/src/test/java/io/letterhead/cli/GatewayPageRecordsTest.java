package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.TreeMultimap;
import io.letterhead.cli.config.Setting;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows of metrics, readiness and records is what its own example tells. */
@Timeout(300)
class GatewayPageRecordsTest {

  private static final String CANARY = "canary-5f0c";
  private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");

  /** What differs from run to run. */
  private static final List<String> OF_A_RUN =
      List.of("time", "revision", "milliseconds", "bytes-read", "bytes-written");

  @TempDir Path folder;
  private RecordingOrigin origin;

  @BeforeEach
  void layOut() throws IOException {
    origin = RecordingOrigin.start(OriginAnswer.of(200).withBody("{}"));
    GatewayPage.layOut(
        folder,
        GatewayPage.policies().get(0).replace("http://localhost:8000", origin.uri().toString()),
        GatewayPage.configs().get(0));
  }

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void readinessIsToldAsThePageShows() throws Exception {
    try (FolderGateway gateway = start(Map.of(Setting.READY, "vllm: /health"))) {
      RawResponse answer = gateway.admin("/ready");

      assertThat(answer.status()).isEqualTo(200);
      assertSame(answer.body(), GatewayPage.json().get(0));
    }
  }

  @Test
  void theLinesOfTheAccessLogAndTheAuditAreAsThePageShows() throws Exception {
    try (FolderGateway gateway = start(Map.of())) {
      assertThat(ask(gateway).status()).isEqualTo(200);
    }

    List<String> access = Files.readAllLines(folder.resolve("access.jsonl"));
    List<String> audit = Files.readAllLines(folder.resolve("audit.jsonl"));
    assertThat(access).hasSize(1);
    assertThat(audit).hasSize(1);
    assertSame(access.get(0), GatewayPage.json().get(1));
    assertSame(audit.get(0).replace(folder + "/", ""), GatewayPage.json().get(2));
    assertThat(access.get(0) + audit.get(0)).doesNotContain(CANARY).doesNotContain(GatewayPage.KEY);
    assertThat(origin.requests().get(0).values("Authorization"))
        .containsExactly("Bearer the-token-of-vllm");
  }

  @Test
  void theTableOfMetricsIsWhatAScrapeShows() throws Exception {
    Path policy = folder.resolve("letterhead.yaml");
    Files.writeString(policy, Files.readString(policy) + "reject: unlisted\n");
    try (FolderGateway gateway = start(Map.of(Setting.MODE, "report"))) {
      assertThat(ask(gateway).status()).isEqualTo(200);
      assertThat(ask(gateway, "X-Tenant: another").status()).isEqualTo(400);
      Map<String, List<String>> onPage = new TreeMap<>();
      for (List<String> row : GatewayPage.table("metric")) {
        onPage.put(row.get(0).replace("`", ""), List.of(row.get(1), row.get(2).replace("`", "")));
      }

      assertThat(scraped(gateway.admin("/metrics").body())).isEqualTo(onPage);
    }
  }

  private FolderGateway start(Map<Setting, String> more) {
    return FolderGateway.start(
        folder,
        ImmutableMap.<Setting, String>builder()
            .put(Setting.ACCESS_LOG, "file: " + folder.resolve("access.jsonl"))
            .put(Setting.AUDIT_FILE, folder.resolve("audit.jsonl").toString())
            .putAll(more)
            .buildOrThrow());
  }

  private static RawResponse ask(FolderGateway gateway, String... more) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("POST /v1/chat/completions?key=" + CANARY + " HTTP/1.1");
    lines.add("Authorization: Bearer " + GatewayPage.KEY);
    lines.add("Content-Type: application/json");
    lines.add("X-Tenant: " + CANARY);
    lines.add("X-Api-Key: " + CANARY);
    lines.add("X-Internal-Team: " + CANARY);
    lines.add("X-Colour: " + CANARY);
    lines.addAll(List.of(more));
    return gateway.exchange("{\"model\":\"" + CANARY + "\"}", lines.toArray(new String[0]));
  }

  private static void assertSame(String told, JsonNode shown) {
    JsonNode tree = GatewayPage.json(told);
    for (String key : OF_A_RUN) {
      assertThat(shown.has(key)).as(key).isEqualTo(tree.has(key));
      if (tree.has(key)) {
        ((ObjectNode) tree).set(key, shown.get(key));
      }
    }
    assertThat(tree.toPrettyString()).isEqualTo(shown.toPrettyString());
  }

  /** Types and labels of our metrics, by their names. */
  private static Map<String, List<String>> scraped(String text) {
    Map<String, String> types = new TreeMap<>();
    SetMultimap<String, String> labels = TreeMultimap.create();
    String family = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        List<String> words = Splitter.on(' ').splitToList(line);
        family = words.get(2);
        types.put(family, words.get(3));
      } else if (!line.startsWith("#")) {
        Matcher matcher = LABEL.matcher(line);
        while (matcher.find()) {
          if (!matcher.group(1).equals("le")) {
            labels.put(family, matcher.group(1));
          }
        }
      }
    }
    Map<String, List<String>> ours = new TreeMap<>();
    types.forEach(
        (name, type) -> {
          if (name.startsWith("letterhead_")) {
            ours.put(name, List.of(type, String.join(", ", labels.get(name))));
          }
        });
    return ours;
  }
}
