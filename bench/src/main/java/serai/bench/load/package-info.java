/** Who causes events, and how fast: learners of both platforms, the load generator, a namespace of Service Bus. */
package serai.bench.load;
