package org.feathers4j.cote;

/**
 * Where to connect to a component.
 *
 * @param host address or name
 * @param port TCP port
 * @param secure whether that port is for those who know the secret of the mesh
 */
record RemoteAddress(String host, int port, boolean secure) {
    static RemoteAddress of(Node node, boolean useHostNames) {
        Hello hello = node.hello();
        boolean secure = hello.signed() && hello.securePort() > 0;
        int port = secure ? hello.securePort() : node.advertisement().port();
        return new RemoteAddress(host(node, useHostNames), port, secure);
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
