package org.feathers4j.cotelink;

import java.util.Map;

import org.feathers4j.cote.CoteOptions;
import org.feathers4j.cote.VertxNetwork;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshLinkProvider;
import org.jspecify.annotations.Nullable;

/** Makes cote the link of applications that were not given another one. */
public final class CoteLinkProvider implements MeshLinkProvider {
    /** For the service loader. */
    public CoteLinkProvider() {}

    @Override
    public String name() {
        return "cote";
    }

    @Override
    public MeshLink create(Map<String, @Nullable Object> options, Map<String, String> environment) {
        return new CoteLink(CoteOptions.read(options, environment), VertxNetwork::new);
    }
}
