//! How well sensors count: factors from manual audits, acceptance of devices, from passes to visitors.
