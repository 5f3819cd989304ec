package io.letterhead.cli.config;

import com.google.common.collect.ImmutableSet;
import io.letterhead.dsl.Words;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The settings in the environment: {@code LETTERHEAD_TIMEOUTS_IDLE} and so on. */
final class Variables {

  /** What the launcher and the command itself read. */
  private static final ImmutableSet<String> OTHERS =
      ImmutableSet.of(
          "LETTERHEAD_BUILD", "LETTERHEAD_PLUGINS", "LETTERHEAD_CONFIG", "LETTERHEAD_POLICY");

  /** What Kubernetes tells every pod about a service whose name begins with {@code letterhead}. */
  private static final Pattern OF_SERVICES =
      Pattern.compile(
          "LETTERHEAD_(?:\\w+_)?(?:SERVICE_HOST|SERVICE_PORT\\w*"
              + "|PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)");

  private static final Pattern PORT_OF_SERVICE = Pattern.compile("LETTERHEAD_(?:\\w+_)?PORT");
  private static final Pattern ADDRESS_OF_SERVICE = Pattern.compile("(?:tcp|udp|sctp)://.*");

  private Variables() {}

  /**
   * Adds the variables that are set to something. One that is named like them and is none is a
   * problem: a slip would otherwise silently mean nothing.
   */
  static void addTo(Layers layers, Map<String, String> environment) {
    Map<String, Setting> byName =
        Arrays.stream(Setting.values())
            .collect(Collectors.toMap(Setting::variable, setting -> setting));
    Map<Setting, String> texts = new EnumMap<>(Setting.class);
    new TreeMap<>(environment)
        .forEach(
            (name, text) -> {
              Setting setting = byName.get(name);
              if (setting != null && !text.isEmpty()) {
                texts.put(setting, text);
              } else if (setting == null && !text.isEmpty() && isMeantForUs(name, text)) {
                layers.addProblem(
                    ConfigProblem.UNKNOWN_VARIABLE,
                    name,
                    "there is no setting for the variable " + Words.quote(name),
                    "names that begin with `"
                        + Setting.VARIABLES
                        + "` are settings of the gateway; one that is not read would silently mean"
                        + " nothing",
                    Words.fix(name, byName.keySet(), "variables"));
              }
            });
    layers.addTexts(texts, Source.VARIABLE);
  }

  private static boolean isMeantForUs(String name, String text) {
    return name.startsWith(Setting.VARIABLES)
        && !OTHERS.contains(name)
        && !OF_SERVICES.matcher(name).matches()
        && !(PORT_OF_SERVICE.matcher(name).matches() && ADDRESS_OF_SERVICE.matcher(text).matches());
  }
}
