package org.feathers4j.cote;

/** A place to connect to. */
record Target(String host, int port) {
    static Target of(Node node, boolean useHostNames) {
        String name = node.hello().hostName();
        boolean byName = useHostNames && !name.isEmpty();
        return new Target(byName ? name : node.address(), node.advertisement().port());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
