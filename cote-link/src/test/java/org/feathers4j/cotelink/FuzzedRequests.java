package org.feathers4j.cotelink;

import org.feathers4j.FeathersException;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;

/** What Jazzer calls with request objects of its own making: each is a request that can be written again, or a BadRequest. */
public final class FuzzedRequests {
    private FuzzedRequests() {}

    public static void fuzzerTestOneInput(byte[] json) {
        Object value;
        try {
            value = Json.parse(json);
        } catch (JsonException invalid) {
            return;
        }
        MeshRequest request;
        try {
            request = MeshRequest.fromJson(value);
        } catch (FeathersException bad) {
            if (bad.code() != 400) throw new AssertionError("not a BadRequest", bad);
            return;
        }
        String unused = request + " " + request.id() + request.data() + request.params();
        MeshRequest again = MeshRequest.fromJson(Json.parse(Json.text(request.toJson())));
        if (!again.type().equals(request.type()) || !again.path().equals(request.path()))
            throw new AssertionError("%s became %s (%s)".formatted(request, again, unused));
    }
}
