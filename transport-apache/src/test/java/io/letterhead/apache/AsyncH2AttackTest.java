package io.letterhead.apache;

/** All attacks on the async client over HTTP/2. */
class AsyncH2AttackTest extends AttackSuite {

  AsyncH2AttackTest() {
    super(
        ClientKind.ASYNC_H2,
        AttackTestbed.of(H2Origin::start, origin -> Clients.async(origin, Clients::http2)),
        spy ->
            AttackTestbed.of(
                H2Origin::start,
                origin ->
                    Clients.async(
                        origin,
                        builder -> {
                          Clients.http2(builder);
                          new HostileCompany(spy).join(builder);
                        })));
  }
}
