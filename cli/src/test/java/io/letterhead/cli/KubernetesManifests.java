package io.letterhead.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The objects of the example for Kubernetes, and what its page makes. */
final class KubernetesManifests {

  static final Path FOLDER = ExampleFolder.ROOT.resolve("kubernetes");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern SECRET =
      Pattern.compile("kubectl create secret generic ([a-z-]+) --from-file=([a-z-]+)\n");

  private KubernetesManifests() {}

  /** The names of the files, as the page applies them. */
  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  static List<JsonNode> objects() throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    for (String file : files()) {
      objects.addAll(parse(Files.readString(FOLDER.resolve(file))));
    }
    return objects;
  }

  static List<JsonNode> parse(String text) throws IOException {
    return YAML.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll();
  }

  static List<JsonNode> all(String kind) throws IOException {
    return objects().stream().filter(each -> each.at("/kind").asText().equals(kind)).toList();
  }

  static JsonNode one(String kind, String name) throws IOException {
    return all(kind).stream()
        .filter(each -> each.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
  }

  /** The Secret that the page has its reader make: its name, and the name of its one key. */
  static Matcher secret() throws IOException {
    Matcher made = SECRET.matcher(page());
    if (!made.find()) {
      throw new AssertionError("the page makes no Secret");
    }
    return made;
  }

  static String page() throws IOException {
    return Files.readString(FOLDER.resolve("README.md"));
  }

  /** The texts at a pointer below each item of a list. */
  static Set<String> texts(JsonNode list, String pointer) {
    Set<String> texts = new TreeSet<>();
    list.forEach(item -> texts.add(item.at(pointer).asText()));
    return texts;
  }
}
