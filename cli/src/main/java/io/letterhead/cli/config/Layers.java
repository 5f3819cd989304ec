package io.letterhead.cli.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlFile;
import io.letterhead.dsl.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is given for each setting: by a flag, else by a variable, else by the file. */
final class Layers {

  private static final Path HERE = Path.of("");

  private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
  private final List<YamlFile> files = new ArrayList<>();

  /** Adds what a file says; it comes before the texts that override it. */
  void addFile(Path path) {
    YamlFile file = YamlFile.read(path, Source.FILE.kind());
    files.add(file);
    Path parent = path.getParent();
    file.root()
        .ifPresent(
            root ->
                file.shapes()
                    .mapping(root, "the config")
                    .ifPresentOrElse(
                        top -> addKeys(top, "", file, Source.FILE, parent == null ? HERE : parent),
                        () -> file.hide(root)));
  }

  /** Adds what flags or variables say, in place of what is there. */
  void addTexts(Map<Setting, String> texts, Source source) {
    for (Setting setting : texts.keySet()) {
      given.keySet().removeIf(setting::overlaps);
    }
    texts.forEach(
        (setting, text) -> {
          YamlFile file = file(setting, text, source);
          files.add(file);
          Optional<Setting> whole =
              texts.keySet().stream()
                  .filter(other -> other != setting && setting.key().startsWith(other.key() + "."))
                  .findFirst();
          if (whole.isPresent()) {
            file.error(
                "two-sources",
                file.start(),
                Words.quote(whole.get().key()) + " is given as a whole and in parts",
                "one of the two would be ignored",
                "give the parts only, or the whole only");
          } else {
            file.root().ifPresent(root -> add(setting.key(), root, file, source, HERE));
          }
        });
  }

  /** Adds a problem with something that is no setting: there is no text to show. */
  void addProblem(ConfigProblem name, String where, String message, String why, String fix) {
    YamlFile file = YamlFile.ofValue(where, "", Source.VARIABLE.kind());
    file.error(name.title(), file.start(), message, why, fix);
    files.add(file);
  }

  /** What is given for a setting. */
  Optional<Given> find(Setting setting) {
    return Optional.ofNullable(given.get(setting));
  }

  /** Whether something is given for any of these. */
  boolean hasAny(Setting... settings) {
    return ImmutableList.copyOf(settings).stream().anyMatch(given::containsKey);
  }

  /** All that was read, with its problems. */
  ImmutableList<YamlFile> files() {
    return ImmutableList.copyOf(files);
  }

  private static YamlFile file(Setting setting, String text, Source source) {
    String name = source == Source.FLAG ? setting.flag() : setting.variable();
    if (text.isBlank()) {
      return YamlFile.ofValue(name, "", source.kind());
    }
    return switch (setting.form().syntax()) {
      case VALUE -> YamlFile.ofValue(name, text, source.kind());
      case LIST -> YamlFile.ofList(name, text, source.kind());
      case YAML -> YamlFile.parse(name, text, source.kind());
    };
  }

  private void addKeys(
      YamlNode.Mapping mapping, String section, YamlFile file, Source source, Path folder) {
    ImmutableSet<String> known = Setting.keysIn(section);
    file.hideUnknown(mapping, known);
    for (YamlNode.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (known.contains(key)) {
        add(section.isEmpty() ? key : section + "." + key, entry.value(), file, source, folder);
      } else {
        String what = section.isEmpty() ? "the config" : Words.quote(section);
        file.shapes().unknownKey(entry.key(), what, known);
      }
    }
  }

  private void add(String key, YamlNode node, YamlFile file, Source source, Path folder) {
    Optional<Setting> setting = Setting.of(key);
    if (Setting.isSection(key)
        && node instanceof YamlNode.Mapping section
        && !section.entries().isEmpty()) {
      addKeys(section, key, file, source, folder);
    } else if (setting.isPresent()) {
      given.put(setting.get(), new Given(setting.get(), file, node, source, folder));
    } else if (file.shapes().mapping(node, Words.quote(key)).isPresent()) {
      file.shapes()
          .missing(node.position(), Words.quote(key), "a section without keys says nothing");
    } else {
      file.hide(node);
    }
  }
}
