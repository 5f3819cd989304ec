package io.letterhead.cli.config;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The settings as flags of a command: {@code --timeouts-idle} and so on. */
public final class SettingFlags {

  private SettingFlags() {}

  /** Adds a flag for each setting, in groups. */
  public static void addTo(CommandSpec command) {
    int order = 0;
    for (Setting.Topic topic : Setting.Topic.values()) {
      ArgGroupSpec.Builder group =
          ArgGroupSpec.builder()
              .heading("%n" + topic.title() + ":%n")
              .validate(false)
              .order(++order);
      Arrays.stream(Setting.values())
          .filter(setting -> setting.topic() == topic)
          .forEach(setting -> group.addArg(option(setting)));
      command.addArgGroup(group.build());
    }
  }

  /** The texts that a command line gives; those of a list that is given twice are joined. */
  public static ImmutableMap<Setting, String> given(ParseResult parsed) {
    Map<Setting, String> texts = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      if (parsed.hasMatchedOption(setting.flag())) {
        OptionSpec option = parsed.matchedOption(setting.flag());
        texts.put(setting, String.join(",", option.originalStringValues()));
      }
    }
    return ImmutableMap.copyOf(texts);
  }

  private static OptionSpec option(Setting setting) {
    String byDefault = setting.byDefault().map(value -> " Default: " + value + ".").orElse("");
    OptionSpec.Builder option =
        OptionSpec.builder(setting.flag())
            .paramLabel(setting.form().label())
            .arity("1")
            .description(setting.description() + byDefault);
    return setting.form().syntax() == Syntax.LIST
        ? option.type(List.class).auxiliaryTypes(String.class).build()
        : option.type(String.class).build();
  }
}
