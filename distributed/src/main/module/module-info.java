/** Services of other applications as if they were local, over any MeshLink. */
module org.feathers4j.distributed {
    requires transitive org.feathers4j;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.distributed;

    uses org.feathers4j.distributed.MeshLinkProvider;
}
