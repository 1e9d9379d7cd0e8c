package org.feathers4j.cote;

/** A place to connect to. */
record Target(String host, int port) {
    static Target of(Node node, boolean useHostNames) {
        return new Target(host(node, useHostNames), node.advertisement().port());
    }

    private static String host(Node node, boolean useHostNames) {
        String advertised = node.hello().advertisedAddress();
        if (!advertised.isEmpty()) return advertised;
        String name = node.hello().hostName();
        return useHostNames && !name.isEmpty() ? name : node.address();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
