package org.feathers4j.json;

import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;

import org.jspecify.annotations.Nullable;

/** A list over the bytes of a JSON array. */
final class ArrayView extends AbstractList<@Nullable Object> implements JsonView, RandomAccess {
    private final RawJson<List<@Nullable Object>> json;

    ArrayView(RawJson<List<@Nullable Object>> json) {
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
    public @Nullable Object get(int index) {
        return json.contents().get(index);
    }

    @Override
    public @Nullable Object set(int index, @Nullable Object item) {
        return json.changing().set(index, item);
    }

    @Override
    public void add(int index, @Nullable Object item) {
        modCount++;
        json.changing().add(index, item);
    }

    @Override
    public boolean addAll(int index, Collection<? extends @Nullable Object> items) {
        modCount++;
        return json.changing().addAll(index, items);
    }

    @Override
    public @Nullable Object remove(int index) {
        modCount++;
        return json.changing().remove(index);
    }

    @Override
    protected void removeRange(int from, int to) {
        modCount++;
        json.changing().subList(from, to).clear();
    }
}
