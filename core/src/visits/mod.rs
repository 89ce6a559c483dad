//! Who was where: visits of zones, crossings of gates, dwell and queues.
