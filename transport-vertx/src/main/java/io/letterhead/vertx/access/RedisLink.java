package io.letterhead.vertx.access;

import com.google.common.base.Throwables;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to a Redis, opened again whenever it is lost.
 *
 * <p>Lettuce would reconnect by itself, but not a first time, and would hold commands back
 * meanwhile: here a lost connection is given up, and each new one begins with nothing.
 */
final class RedisLink {

  private static final long FIRST_PAUSE = 100;
  private static final long LAST_PAUSE = 2000;

  /** What an error of Redis begins with; the rest may quote what was sent, credentials too. */
  private static final Pattern CODE = Pattern.compile("[A-Z]{1,20}(?= |$)");

  private final RedisSettings settings;
  private final Consumer<String> log;
  private final ClientResources resources;
  private final RedisClient client;

  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable RedisBuckets current;
  private boolean closed;
  private long pause = FIRST_PAUSE;
  private String said = "";

  RedisLink(RedisSettings settings, Consumer<String> log) {
    this.settings = settings;
    this.log = log;
    this.resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
            .build();
    this.client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .maintNotificationsConfig(MaintNotificationsConfig.disabled())
            .socketOptions(
                SocketOptions.builder()
                    .connectTimeout(settings.connectLimit())
                    .keepAlive(true)
                    .build())
            .sslOptions(settings.tls())
            .build());
  }

  /** Begins to connect; returns at once. */
  void open() {
    CompletionStage<StatefulRedisConnection<String, byte[]>> connecting =
        client.connectAsync(
            RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE), settings.uri());
    connecting.whenComplete(
        (connection, failure) -> {
          if (failure == null) {
            opened(new RedisBuckets(connection, settings.takeLimit()));
          } else {
            retry(failure);
          }
        });
  }

  /** What is behind the connection; null while there is none. */
  @Nullable RedisBuckets current() {
    return current;
  }

  /** Gives up a connection, for another one. */
  void renew(RedisBuckets lost, Throwable why) {
    lock.lock();
    try {
      if (current != lost) {
        return;
      }
      current = null;
    } finally {
      lock.unlock();
    }
    giveUp(lost);
    retry(why);
  }

  /** Says that the Redis answers, but does not do what it is asked for. */
  void refused(RedisCommandExecutionException refusal) {
    say("rates: the Redis at " + settings.place() + " refuses: " + reason(refusal));
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      current = null;
    } finally {
      lock.unlock();
    }
    CompletionStage<Void> closing = client.shutdownAsync(0, 1, TimeUnit.SECONDS);
    closing.whenComplete(
        (done, failure) -> {
          Future<Boolean> unused = resources.shutdown(0, 1, TimeUnit.SECONDS);
        });
  }

  /** What becomes of a connection that nobody uses any more is nobody's concern. */
  private static void giveUp(RedisBuckets lost) {
    CompletionStage<Void> unused = lost.connection().closeAsync();
  }

  private void opened(RedisBuckets buckets) {
    StatefulRedisConnection<String, byte[]> connection = buckets.connection();
    lock.lock();
    try {
      if (closed) {
        giveUp(buckets);
        return;
      }
      current = buckets;
      pause = FIRST_PAUSE;
    } finally {
      lock.unlock();
    }
    say("rates: connected to the Redis at " + settings.place());
    connection.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> closedOne) {
            renew(buckets, new DisconnectedException());
          }
        });
    if (!connection.isOpen()) {
      renew(buckets, new DisconnectedException());
    }
  }

  private void retry(Throwable why) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      Future<?> unused =
          resources.eventExecutorGroup().schedule(this::open, pause, TimeUnit.MILLISECONDS);
      pause = Math.min(pause * 2, LAST_PAUSE);
    } finally {
      lock.unlock();
    }
    say("rates: no connection to the Redis at " + settings.place() + ": " + reason(why));
  }

  /** Nothing twice in a row: a Redis that is gone stays so for many requests. */
  private void say(String news) {
    lock.lock();
    try {
      if (closed || said.equals(news)) {
        return;
      }
      said = news;
    } finally {
      lock.unlock();
    }
    log.accept(news);
  }

  private static String reason(Throwable failure) {
    Throwable cause = Throwables.getRootCause(failure);
    if (cause instanceof RedisCommandExecutionException && cause.getMessage() != null) {
      Matcher code = CODE.matcher(cause.getMessage());
      if (code.lookingAt()) {
        return code.group();
      }
    }
    return cause.getClass().getSimpleName();
  }

  /** The peer, or the network, has ended a connection. */
  private static final class DisconnectedException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
