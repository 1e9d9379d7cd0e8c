/** cote for Java: axon over TCP, discovery over UDP or Redis. */
module org.feathers4j.cote {
    requires io.netty.buffer;
    requires io.netty.codec.dns;
    requires io.netty.common;
    requires io.netty.resolver;
    requires io.netty.resolver.dns;
    requires io.netty.transport;
    requires io.vertx.core;
    requires io.vertx.redis.client;
    requires jdk.net;
    requires org.feathers4j.json;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.cote;

    uses org.feathers4j.cote.DiscoveryProvider;

    provides org.feathers4j.cote.DiscoveryProvider with
            org.feathers4j.cote.RedisDiscoveryProvider;
}
