// Calls of a service, so many at a time for so long; Calls.java does the same.

const CALLS = {
  get: (service) => service.get(1),
  find: (service) => service.find(),
  create: (service, data) => service.create({ ...data }),
};
const RIGHT = {
  get: (result) => result.id === 1,
  find: ({ data }) => data.length === 100,
  create: (result, data) => result.id > 100 && result.text === data.text,
};

/** How many were answered in how many seconds, the slowest hundredth in seconds, and how many went wrong. */
export async function calls(service, method, inFlight, millis, data) {
  const times = [];
  let failed = 0;
  const start = performance.now();
  const end = start + millis;
  const callOn = async () => {
    let before = performance.now();
    do {
      // once at least, however busy the machine is
      if (!RIGHT[method](await CALLS[method](service, data), data)) failed++;
      const after = performance.now();
      times.push(after - before);
      before = after;
    } while (before < end);
  };
  await Promise.all(Array.from({ length: inFlight }, callOn));
  const seconds = (performance.now() - start) / 1000;
  return { count: times.length, seconds, p99: percentile(times, 0.99) / 1000, failed };
}

function percentile(times, part) {
  const sorted = Float64Array.from(times).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
