package org.feathers4j.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A map over the bytes of a JSON object. */
final class ObjectView extends AbstractMap<String, @Nullable Object> implements JsonView {
    private final RawJson<Map<String, @Nullable Object>> json;

    ObjectView(RawJson<Map<String, @Nullable Object>> json) {
        this.json = json;
    }

    RawJson<?> json() {
        return json;
    }

    @Override
    public boolean isRaw() {
        return json.isRaw();
    }

    @Override
    public int size() {
        return json.contents().size();
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return json.contents().containsKey(name);
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return json.contents().get(name);
    }

    @Override
    public @Nullable Object put(String name, @Nullable Object value) {
        return json.changing().put(name, value);
    }

    @Override
    public @Nullable Object remove(@Nullable Object name) {
        return json.changing().remove(name);
    }

    @Override
    public void clear() {
        json.changing().clear();
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {
        @Override
        public int size() {
            return ObjectView.this.size();
        }

        @Override
        public void clear() {
            ObjectView.this.clear();
        }

        @Override
        public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
            return new Entering(json.contents().entrySet().iterator());
        }
    }

    private final class Entering implements Iterator<Map.Entry<String, @Nullable Object>> {
        private final Iterator<Map.Entry<String, @Nullable Object>> entries;

        Entering(Iterator<Map.Entry<String, @Nullable Object>> entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public Map.Entry<String, @Nullable Object> next() {
            return new Member(entries.next());
        }

        @Override
        public void remove() {
            entries.remove();
            json.changed();
        }
    }

    /** An entry that notices when its value is replaced. */
    private final class Member extends SimpleEntry<String, @Nullable Object> {
        private static final long serialVersionUID = 1L;
        private final transient Map.Entry<String, @Nullable Object> entry;

        Member(Map.Entry<String, @Nullable Object> entry) {
            super(entry);
            this.entry = entry;
        }

        @Override
        public @Nullable Object setValue(@Nullable Object value) {
            entry.setValue(value);
            json.changed();
            return super.setValue(value);
        }
    }
}
