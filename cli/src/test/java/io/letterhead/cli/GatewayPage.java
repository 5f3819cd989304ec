package io.letterhead.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import io.letterhead.cli.config.GatewaySettings;
import io.letterhead.cli.config.PemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the page about the gateway shows. */
final class GatewayPage {

  static final Path FILE = Path.of("../docs/gateway.md");

  /** Whose digest the page shows. */
  static final String KEY = "key-of-team-a";

  private static final ObjectMapper JSON = new ObjectMapper();

  private GatewayPage() {}

  static String text() throws IOException {
    return Files.readString(FILE);
  }

  static List<String> blocks(String language) throws IOException {
    Pattern block = Pattern.compile("(?s)\n```" + language + "\n(.*?)```");
    return block.matcher(text()).results().map(match -> match.group(1)).toList();
  }

  static List<String> policies() throws IOException {
    return blocks("yaml").stream().filter(block -> block.startsWith("version: 1\n")).toList();
  }

  static List<String> configs() throws IOException {
    return blocks("yaml").stream().filter(block -> !block.startsWith("version: 1\n")).toList();
  }

  static List<JsonNode> json() throws IOException {
    return blocks("json").stream().map(GatewayPage::json).toList();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** The rows of the table whose head begins with this cell, each as its cells. */
  static List<List<String>> table(String head) throws IOException {
    return text()
        .lines()
        .dropWhile(line -> !line.startsWith("| " + head + " |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Splitter.on('|').trimResults().splitToList(line))
        .map(cells -> cells.subList(1, cells.size() - 1))
        .toList();
  }

  /** Lays a policy and a config of the page out in a folder, with all files that they name. */
  static void layOut(Path folder, String policy, String config) throws IOException {
    Files.writeString(folder.resolve("letterhead.yaml"), policy);
    Files.writeString(folder.resolve("gateway.yaml"), config);
    Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(folder.resolve("secrets/vllm-token"), "the-token-of-vllm\n");
    PemFiles.layOut(folder);
    Files.writeString(folder.resolve("users.htpasswd"), "alice:$2y$10$" + "a".repeat(53) + "\n");
  }

  static GatewaySettings settings(Path config) {
    return GatewaySettings.load(Optional.of(config), Map.of(), Map.of());
  }
}
