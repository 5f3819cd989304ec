package io.letterhead.cli;

import io.letterhead.conformance.suite.TransportUnderTest;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The transports under test that jars of the class path bring. */
final class InstalledTransports {

  private InstalledTransports() {}

  /**
   * The one of that name.
   *
   * @throws CommandException if there is none, or two, or one of all cannot be loaded
   */
  static TransportUnderTest named(String name) {
    List<TransportUnderTest> all = all();
    List<TransportUnderTest> found =
        all.stream().filter(transport -> transport.name().equals(name)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String problem =
        found.isEmpty() ? "there is no transport '" : "more than one transport is named '";
    throw new CommandException(ExitCode.FAILED, Escaped.line(problem + name + "'; " + those(all)));
  }

  private static List<TransportUnderTest> all() {
    try {
      return ServiceLoader.load(TransportUnderTest.class, TransportUnderTest.class.getClassLoader())
          .stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError broken) {
      throw new CommandException(
          ExitCode.FAILED,
          Escaped.line("a transport cannot be loaded: " + String.valueOf(broken.getMessage())));
    }
  }

  private static String those(List<TransportUnderTest> all) {
    String how = "; LETTERHEAD_PLUGINS names the jars to look in";
    return all.isEmpty()
        ? "none is on the class path" + how
        : "there are: "
            + String.join(", ", all.stream().map(TransportUnderTest::name).sorted().toList())
            + how;
  }
}
