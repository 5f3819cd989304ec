package io.letterhead.cli.serving;

import java.lang.reflect.Proxy;

/** Signals, by which operators ask a process to end or to read its files again. */
public final class Signals {

  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Signals() {}

  /**
   * From now on runs this at each such signal, on a thread of its own, in place of ending the
   * process.
   *
   * <p>The JDK has no other way to hear of a signal than {@code sun.misc.Signal}, which it keeps
   * open to all (JEP 260) and yet warns of at each compilation: so it is called by name.
   *
   * @param name the signal, without {@code SIG}
   * @return whether the system has such a signal, and the JDK a way to hear of it
   */
  public static boolean handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName(SIGNAL);
      Class<?> handler = Class.forName(HANDLER);
      Object heard =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), heard);
      return true;
    } catch (ReflectiveOperationException absent) {
      return false;
    }
  }
}
