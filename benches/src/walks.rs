//! Seeded walks through a hall.

use keliu_simulator::Random;

/// Points of persons who wander, sorted by track and time.
#[derive(Debug, Clone, Default)]
pub struct Walks {
    /// Number of the person.
    pub track: Vec<u64>,
    /// Microseconds since 1970.
    pub time: Vec<i64>,
    /// Meters to the right, 0 to 60.
    pub x: Vec<f64>,
    /// Meters up, 0 to 40.
    pub y: Vec<f64>,
}

/// Points a second.
const RATE: i64 = 10;

/// Persons with this many points each: they walk 1.3 m/s to a place, stand there for a while, walk on.
pub fn walks(persons: u64, points: usize) -> Walks {
    let mut walks = Walks::default();
    for person in 0..persons {
        let random = Random::new(20).stream(person);
        let place =
            |index: u64| [random.uniform(2 * index) * 60.0, random.uniform(2 * index + 1) * 40.0];
        let mut at = place(0);
        let (mut goal, mut wait) = (at, 0);
        for point in 0..points as i64 {
            walks.track.push(person);
            walks.time.push((person as i64 * 3_000 + point * 1_000 / RATE) * 1_000);
            walks.x.push(at[0]);
            walks.y.push(at[1]);
            let way = [goal[0] - at[0], goal[1] - at[1]];
            let far = (way[0] * way[0] + way[1] * way[1]).sqrt();
            let step = 1.3 / RATE as f64;
            if wait > 0 {
                wait -= 1;
            } else if far < step {
                goal = place(point as u64 + 1);
                wait = (random.uniform(point as u64) * 100.0) as i64;
            } else {
                at = [at[0] + way[0] / far * step, at[1] + way[1] / far * step];
            }
        }
    }
    walks
}
