/** A MeshLink over NATS, for meshes that outgrow one network. */
module org.feathers4j.nats {
    requires transitive io.nats.jnats;
    requires org.feathers4j;
    requires transitive org.feathers4j.distributed;
    requires org.feathers4j.json;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.nats;
}
