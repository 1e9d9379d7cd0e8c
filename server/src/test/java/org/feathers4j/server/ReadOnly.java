package org.feathers4j.server;

import java.util.List;
import java.util.Map;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;

/** One record, and every other one, too (fixture A of the vectors). */
final class ReadOnly implements Service.Finds, Service.Gets {
    @Override
    public Object find(Params params) {
        return List.of(Map.of("id", 1));
    }

    @Override
    public Object get(Id id, Params params) {
        return Map.of("id", id.value());
    }
}
